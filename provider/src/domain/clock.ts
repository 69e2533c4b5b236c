/** Source of time and timers. Tests replace it to skip waits. */
export interface Clock {
  /** Returns the milliseconds since 1970. The value never decreases, even if the clock of the machine is set back. */
  now(): number;
  /** Calls `call` once, at the latest after `milliseconds`. Returns a function that cancels the call. */
  after(milliseconds: number, call: () => void): () => void;
}

/** Longest possible delay of a timer in milliseconds. Node fires a timer with a longer delay at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

export const systemClock: Clock = {
  // Times are whole milliseconds, so that the time at which a timer fires equals the calculated time.
  now: () => Math.floor(performance.timeOrigin + performance.now()),
  after(milliseconds, call) {
    const timer = setTimeout(call, Math.min(milliseconds, LONGEST_TIMER));
    return () => clearTimeout(timer);
  },
};

/** Waits for the given number of milliseconds. Rejects with the reason of `signal` if `signal` aborts first. */
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
