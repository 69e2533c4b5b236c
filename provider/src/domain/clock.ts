/** Time, so that a test can pass half an hour in a moment. */
export interface Clock {
  /** Milliseconds since 1970. Never goes back, not even if somebody sets the time of the machine. */
  now(): number;
  /** Calls once, after so many milliseconds or earlier; the function returned calls it off. */
  after(milliseconds: number, call: () => void): () => void;
}

/** Node fires a longer timer at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

export const systemClock: Clock = {
  // Whole milliseconds: a moment that was calculated is a moment that comes.
  now: () => Math.floor(performance.timeOrigin + performance.now()),
  after(milliseconds, call) {
    const timer = setTimeout(call, Math.min(milliseconds, LONGEST_TIMER));
    return () => clearTimeout(timer);
  },
};

/** Waits so many milliseconds, or rejects with the reason of `signal` if that comes first. */
export function sleep(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const cancel = () => {
      stop();
      reject(signal?.reason);
    };
    const stop = clock.after(milliseconds, () => {
      signal?.removeEventListener("abort", cancel);
      resolve();
    });
    signal?.addEventListener("abort", cancel, { once: true });
  });
}
