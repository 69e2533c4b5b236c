import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** Files that this process has claimed. */
const claimed = new Set<string>();

/** Claims a file, so that no second simulator writes over what this one wrote. */
export function lock(path: string): () => void {
  const lockFile = `${path}.lock`;
  if (claimed.has(path) || !take(lockFile)) {
    const owner = claimed.has(path) ? process.pid : ownerOf(lockFile) || "that starts just now";
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
    // One without a name is being made at this moment.
    if (owner === "" || isAlive(Number(owner))) {
      return false;
    }
    if (owner !== undefined) {
      removeOf(owner, lockFile);
    }
  }
  return false;
}

/** Removes the lock that a killed process left, unless another process has made its own by now. */
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
    // Our own is one of a run before: what this process claimed is known.
    return pid > 0 && pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
