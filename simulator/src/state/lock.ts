import { readFileSync, rmSync, writeFileSync } from "node:fs";

/** Files that this process has claimed. */
const claimed = new Set<string>();

/** Claims a file, so that no second simulator writes over what this one wrote. */
export function lock(path: string): () => void {
  const lockFile = `${path}.lock`;
  if (claimed.has(path) || !take(lockFile)) {
    const owner = claimed.has(path) ? process.pid : ownerOf(lockFile);
    throw new Error(
      `${path} is in use by process ${owner}; end it, or remove ${lockFile} if that is no simulator`,
    );
  }
  claimed.add(path);
  return () => {
    claimed.delete(path);
    rmSync(lockFile, { force: true });
  };
}

/** Makes the file, which only one process can do, or takes it over from one that is no more. */
function take(lockFile: string): boolean {
  for (let time = 0; time < 2; time += 1) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: "wx" });
      return true;
    } catch (error) {
      if (!hasCode(error, "EEXIST")) {
        throw error;
      }
      // A process that was killed leaves its lock behind.
      const owner = ownerOf(lockFile);
      if (owner !== undefined && isAlive(owner)) {
        return false;
      }
      rmSync(lockFile, { force: true });
    }
  }
  return false;
}

function ownerOf(lockFile: string): number | undefined {
  try {
    return Number(readFileSync(lockFile, "utf8")) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    // Our own is one of a run before: what this process claimed is known.
    return pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
