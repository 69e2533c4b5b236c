import { readdir, readFile } from "node:fs/promises";

export interface LeftoverProcess {
  readonly pid: number;
  readonly command: string;
}

/**
 * The processes whose environment has `text` in it. The plugins of a Pulumi CLI that was killed live on in groups of
 * their own, and their environment is all that still ties them to it. Linux only; elsewhere none is found.
 */
export async function processesWith(text: string): Promise<LeftoverProcess[]> {
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found: LeftoverProcess[] = [];
  for (const pid of pids) {
    const [environment, command] = await Promise.all(
      ["environ", "cmdline"].map((file) =>
        readFile(`/proc/${pid}/${file}`, "utf8").catch(() => ""),
      ),
    );
    if (environment?.includes(text) && command) {
      found.push({ pid: Number(pid), command: command.replaceAll("\0", " ").trim() });
    }
  }
  return found;
}
