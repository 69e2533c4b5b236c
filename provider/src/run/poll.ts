import { type ApiError, isApiError } from "../api/errors";
import { inOperation } from "../api/operation";
import type { Scheduler, Seat } from "./scheduler";

/** Refused credentials may be a blip right after a token was made; this many in a row are not. */
const REFUSALS_BEFORE_GIVING_UP = 3;
/** Milliseconds for one look: a connection that hangs must not hold up the end of a wait. */
const LONGEST_LOOK = 15_000;
/** What the client has sent again by itself before a passing fault became an error. */
const REPEATED_REQUESTS = 3;

/** How a wait stands after a look. */
export interface Look<T> {
  /** What the last look that succeeded saw. */
  observed?: T;
  /** Why this look failed, where it did. */
  error?: Error;
  /** Milliseconds since the wait began. */
  waited: number;
  /** Milliseconds since it is satisfied, where it is and has to stay so. */
  held?: number;
}

export interface Wait<T> {
  /** Looks at the world. A passing fault does not end the wait; any other error does. */
  observe(): Promise<T>;
  satisfied(observed: T): boolean;
  /** Milliseconds for which every look has to satisfy; a look that fails tells nothing. @default 0 */
  stableFor?: number;
  /** In a word; where a wait sees another word for the first time, the other waits look too. */
  word?(observed: T): string;
  /** Called after each look that did not end the wait. */
  progress?(now: Look<T> & { left: number }): void;
  /** Milliseconds. */
  timeout: number;
  /** Milliseconds after which a look that does not satisfy ends the wait. @default timeout */
  patience?: number;
  signal: AbortSignal;
  scheduler: Scheduler;
}

export interface WaitResult<T> extends Look<T> {
  outcome: "satisfied" | "timed-out" | "cancelled";
}

/**
 * Looks until satisfied or out of time, with the last look at the deadline. Told to stop, it ends
 * at once with what it saw last.
 */
export async function waitUntil<T extends object>(wait: Wait<T>): Promise<WaitResult<T>> {
  const { scheduler } = wait;
  const seat = scheduler.join();
  try {
    return await lookAgain(wait, seat, () => scheduler.clock.now());
  } finally {
    seat.leave();
  }
}

async function lookAgain<T extends object>(
  wait: Wait<T>,
  seat: Seat,
  now: () => number,
): Promise<WaitResult<T>> {
  const { signal, timeout, patience = timeout, stableFor = 0 } = wait;
  const start = now();
  const heard = new Set<string>();
  let last: string | undefined;
  let refusals = 0;
  let observed: T | undefined;
  let satisfiedSince: number | undefined;

  for (;;) {
    const proved = satisfiedSince === undefined ? 0 : satisfiedSince + stableFor;
    const by = proved > now() ? proved : undefined;
    await seat.turn({ by, deadline: start + timeout, signal });
    if (signal.aborted) return { outcome: "cancelled", observed, waited: now() - start };

    const asked = now();
    let error: Error | undefined;
    try {
      const limits = { signal, deadline: now() + LONGEST_LOOK };
      observed = await inOperation(limits, () => wait.observe());
      refusals = 0;
    } catch (caught) {
      if (isApiError(caught, ...REFUSED)) refusals += 1;
      if (refusals >= REFUSALS_BEFORE_GIVING_UP || !isPassing(caught)) throw caught;
      error = caught;
      seat.setback(REPEATED_REQUESTS, (caught.details.retryAfterSeconds ?? 0) * 1_000);
    }
    if (observed !== undefined && error === undefined) {
      const word = wait.word?.(observed);
      if (word !== last) seat.changed();
      // The first word is no news; nor is one that a flapping link comes back to.
      if (word !== undefined && heard.size > 0 && !heard.has(word)) seat.news();
      if (word !== undefined) heard.add(word);
      last = word;
      satisfiedSince = wait.satisfied(observed) ? (satisfiedSince ?? now()) : undefined;
    }

    const waited = now() - start;
    const held = satisfiedSince === undefined ? undefined : asked - satisfiedSince;
    if (satisfiedSince !== undefined && error === undefined) {
      if (stableFor === 0 || asked - satisfiedSince >= stableFor) {
        return { outcome: "satisfied", observed, waited };
      }
    }
    if (signal.aborted) return { outcome: "cancelled", observed, waited };
    const left = (held === undefined ? Math.min(patience, timeout) : timeout) - waited;
    if (left <= 0) return { outcome: "timed-out", observed, error, waited, held };
    wait.progress?.({ observed, error, waited, held, left });
  }
}

const REFUSED = ["credentials", "permission", "entitlement"] as const;
const PASSING = ["rate", "remote", "unreachable", "unreadable"] as const;

function isPassing(error: unknown): error is ApiError {
  return isApiError(error, ...PASSING, ...REFUSED);
}
