import { open, rm, stat, utimes } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const BEAT_MS = 5_000;
const STALE_MS = 30_000;

/**
 * Runs `action` while no other process runs it. The process that holds the lock touches a file, so the lock of a killed
 * process expires after half a minute. The lock only avoids duplicate work: `action` must still put its results in place
 * atomically.
 */
export async function withLock<T>(
  path: string,
  action: () => Promise<T>,
  { onWait, signal }: { onWait?: () => void; signal?: AbortSignal | undefined } = {},
): Promise<T> {
  let waited = false;
  while (!(await take(path))) {
    if (!waited) onWait?.();
    waited = true;
    await sleep(500, undefined, { signal });
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, BEAT_MS);
  try {
    return await action();
  } finally {
    clearInterval(beat);
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  const touched = await stat(path).then(
    (found) => found.mtimeMs,
    () => Date.now(),
  );
  if (Date.now() - touched > STALE_MS) await rm(path, { force: true });
  return open(path, "wx").then(
    (file) => file.close().then(() => true),
    (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return false;
      throw error;
    },
  );
}
