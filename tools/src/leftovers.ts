import { readdir, readFile } from "node:fs/promises";

export interface LeftoverProcess {
  readonly pid: number;
  readonly command: string;
}

/**
 * Finds the processes whose environment contains `text`. Plugins of a killed Pulumi CLI keep running in their own process
 * groups, so only their environment identifies them. Works on Linux, and finds nothing on other systems.
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
