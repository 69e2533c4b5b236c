import { setTimeout as sleep } from "node:timers/promises";
import { isApiError } from "../api/errors";

/** Milliseconds between looks: quick at first, then sparing of the account's request budget. */
const FIRST_INTERVAL = 2_000;
const LONGEST_INTERVAL = 60_000;
const GROWTH = 1.5;
/** Refused credentials may be a blip right after a token was made; this many in a row are not. */
const REFUSALS_BEFORE_GIVING_UP = 3;

export interface Wait<T> {
  /** Looks at the world. A passing fault does not end the wait; any other error does. */
  observe(): Promise<T>;
  satisfied(observed: T): boolean;
  /** Called after each look that did not satisfy. */
  progress?(now: { observed?: T; error?: Error; waited: number; left: number }): void;
  timeout: number;
  signal: AbortSignal;
}

export interface WaitResult<T> {
  outcome: "satisfied" | "timed-out" | "cancelled";
  /** What the last look that succeeded saw. */
  observed?: T;
  /** Why the last look failed, where it did. */
  error?: Error;
  waited: number;
}

/** Looks until satisfied, out of time or told to stop; the last look is taken at the deadline. */
export async function waitUntil<T>(wait: Wait<T>): Promise<WaitResult<T>> {
  const start = Date.now();
  let interval = FIRST_INTERVAL;
  let refusals = 0;
  let observed: T | undefined;

  for (;;) {
    let error: Error | undefined;
    try {
      observed = await wait.observe();
      refusals = 0;
      if (wait.satisfied(observed)) {
        return { outcome: "satisfied", observed, waited: Date.now() - start };
      }
    } catch (caught) {
      if (isApiError(caught, "credentials", "permission")) refusals += 1;
      else if (!isApiError(caught, "rate", "remote", "unreachable", "unreadable")) throw caught;
      if (refusals >= REFUSALS_BEFORE_GIVING_UP) throw caught;
      error = caught;
    }

    const waited = Date.now() - start;
    const left = wait.timeout - waited;
    if (wait.signal.aborted) return { outcome: "cancelled", observed, waited };
    if (left <= 0) return { outcome: "timed-out", observed, error, waited };
    wait.progress?.({ observed, error, waited, left });
    const asked = isApiError(error) ? (error.details.retryAfterSeconds ?? 0) * 1_000 : 0;
    const pause = Math.max(asked, interval * (0.8 + Math.random() * 0.4));
    await pauseUnlessAborted(Math.min(left, pause), wait.signal);
    interval = Math.min(interval * GROWTH, LONGEST_INTERVAL);
  }
}

async function pauseUnlessAborted(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch {
    // Aborted: the caller looks once more and then ends the wait.
  }
}
