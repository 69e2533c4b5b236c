/** Time as waits see it, so that a test can pass half an hour in a moment. */
export interface Clock {
  /** Milliseconds since whenever: only differences mean something. */
  now(): number;
  /** Calls once, after so many milliseconds or earlier; the function returned calls it off. */
  after(milliseconds: number, call: () => void): () => void;
}

/** Node fires a longer timer at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Does not go back when somebody sets the clock on the wall. */
export const systemClock: Clock = {
  // Whole milliseconds: a moment that was reckoned is a moment that comes.
  now: () => Math.floor(performance.now()),
  after(milliseconds, call) {
    const timer = setTimeout(call, Math.min(milliseconds, LONGEST_TIMER));
    return () => clearTimeout(timer);
  },
};
