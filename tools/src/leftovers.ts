import { readdir, readFile } from "node:fs/promises";

export interface LeftoverProcess {
  readonly pid: number;
  readonly command: string;
}

/**
 * Finds the processes whose environment contains `text`. Plugins of a killed Pulumi CLI live on in their own process
 * groups, and only their environment still identifies them. Works only on Linux, and finds nothing elsewhere.
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
