import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** Files that this process has locked. */
const lockedFiles = new Set<string>();

/** Locks a file, so that no second simulator overwrites it. Returns a function that unlocks it. */
export function lock(path: string): () => void {
  const lockFile = `${path}.lock`;
  if (lockedFiles.has(path) || !acquire(lockFile)) {
    const pid = lockedFiles.has(path) ? process.pid : ownerOf(lockFile);
    const owner = pid ? `process ${pid}` : "a process that is starting";
    throw new Error(
      `${path} is in use by ${owner}. End that process, or remove ${lockFile} if it is not a simulator.`,
    );
  }
  lockedFiles.add(path);
  return () => {
    lockedFiles.delete(path);
    rmSync(lockFile, { force: true });
  };
}

/** Creates the lock file, or replaces that of a process that no longer runs. */
function acquire(lockFile: string): boolean {
  for (let time = 0; time < 3; time += 1) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: "wx" });
      return true;
    } catch (error) {
      if (!hasCode(error, "EEXIST")) {
        throw error;
      }
    }
    const owner = ownerOf(lockFile);
    // The lock file is empty while another process creates it.
    if (owner === "" || isAlive(Number(owner))) {
      return false;
    }
    if (owner !== undefined) {
      removeOf(owner, lockFile);
    }
  }
  return false;
}

/** Removes the lock file of a killed process, unless another process has replaced the file in the meantime. */
function removeOf(owner: string, lockFile: string): void {
  const aside = `${lockFile}.${process.pid}`;
  try {
    renameSync(lockFile, aside);
  } catch {
    return;
  }
  if (ownerOf(aside) === owner) {
    rmSync(aside, { force: true });
  } else {
    renameSync(aside, lockFile);
  }
}

function ownerOf(lockFile: string): string | undefined {
  try {
    return readFileSync(lockFile, "utf8");
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    // `lockedFiles` has the locks of this process, so its own id in a lock file is from an earlier process.
    return pid > 0 && pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
