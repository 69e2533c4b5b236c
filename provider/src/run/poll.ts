import { type ApiError, isApiError } from "../api/errors";
import { inOperation } from "../api/operation";
import type { Context } from "./context";
import type { Poller } from "./poll-schedule";

/** Refused credentials may be a blip right after a token was made; this many in a row are not. */
const MAX_REFUSALS = 3;
/** Milliseconds for one check: a connection that hangs must not hold up the end of a wait. */
const MAX_CHECK_TIME = 15_000;
/** Requests that the client has repeated by itself before a passing fault became an error. */
const REPEATED_REQUESTS = 3;
/** Milliseconds before a progress line that says the same is repeated. */
const FIRST_SILENCE = 15_000;
const MAX_SILENCE = 5 * 60_000;

/** How a wait stands after a check. */
export interface Progress<T> {
  /** What the last check that succeeded found. */
  found?: T;
  /** Why this check failed. */
  error?: Error;
  /** Milliseconds since the wait began. */
  waited: number;
  /** Milliseconds for which the condition has held. */
  held?: number;
}

export interface PollOptions<T> {
  isDone(found: T): boolean;
  /** Milliseconds for which every check has to find it done; a check that fails proves nothing. @default 0 */
  stableFor?: number;
  /** State in a word: when one wait finds a state for the first time, the other waits check soon. */
  stateOf?(found: T): string;
  /**
   * Progress line after a check that did not end the wait. `subject` is the part that counts as news: while it stays
   * the same, the line is repeated after ever longer pauses, ten times in half an hour.
   */
  describe?(now: Progress<T> & { left: number }): { subject: string; line: string };
  /** Milliseconds. */
  timeout: number;
  /** Milliseconds after which a check that does not find it done ends the wait. @default timeout */
  patience?: number;
}

export interface PollResult<T> extends Progress<T> {
  outcome: "done" | "timed-out" | "cancelled";
}

/**
 * Checks until done or out of time, with the last check at the deadline. A passing fault does not end the wait; any
 * other error rejects. If the run is cancelled, the wait ends at once with what it found last.
 */
export async function pollUntil<T extends object>(
  context: Pick<Context, "run" | "signal" | "progress">,
  check: () => Promise<T>,
  options: PollOptions<T>,
): Promise<PollResult<T>> {
  const poller = context.run.polls.join();
  try {
    return await checkRepeatedly(context, poller, check, options);
  } finally {
    poller.leave();
  }
}

async function checkRepeatedly<T extends object>(
  { run, signal, progress }: Pick<Context, "run" | "signal" | "progress">,
  poller: Poller,
  check: () => Promise<T>,
  options: PollOptions<T>,
): Promise<PollResult<T>> {
  const { timeout, patience = timeout, stableFor = 0, describe } = options;
  const { clock } = run;
  const start = clock.now();
  const isWorthALine = createRepeatFilter();
  const states = new Set<string>();
  let lastState: string | undefined;
  let refusals = 0;
  let found: T | undefined;
  let doneSince: number | undefined;

  for (;;) {
    const stableAt = doneSince === undefined ? 0 : doneSince + stableFor;
    const by = stableAt > clock.now() ? stableAt : undefined;
    await poller.next({ by, deadline: start + timeout, signal });
    if (signal.aborted) return { outcome: "cancelled", found, waited: clock.now() - start };

    const checkedAt = clock.now();
    let error: Error | undefined;
    try {
      found = await inOperation({ signal, deadline: checkedAt + MAX_CHECK_TIME }, check);
      refusals = 0;
    } catch (caught) {
      if (isApiError(caught, ...REFUSED)) refusals += 1;
      if (refusals >= MAX_REFUSALS || !isTransient(caught)) throw caught;
      error = caught;
      poller.recordFailure(REPEATED_REQUESTS, (caught.details.retryAfterSeconds ?? 0) * 1_000);
    }
    if (found !== undefined && error === undefined) {
      const state = options.stateOf?.(found);
      if (state !== lastState) poller.checkSoon();
      // The first state is no change, nor is one that a flapping link returns to.
      if (state !== undefined && states.size > 0 && !states.has(state)) poller.alertOthers();
      if (state !== undefined) states.add(state);
      lastState = state;
      doneSince = options.isDone(found) ? (doneSince ?? clock.now()) : undefined;
    }

    const waited = clock.now() - start;
    const held = doneSince === undefined ? undefined : checkedAt - doneSince;
    if (doneSince !== undefined && error === undefined) {
      if (stableFor === 0 || checkedAt - doneSince >= stableFor) {
        return { outcome: "done", found, waited };
      }
    }
    if (signal.aborted) return { outcome: "cancelled", found, waited };
    const left = (held === undefined ? Math.min(patience, timeout) : timeout) - waited;
    if (left <= 0) return { outcome: "timed-out", found, error, waited, held };
    const described = describe?.({ found, error, waited, held, left });
    if (described && isWorthALine(described.subject, waited)) progress(described.line);
  }
}

/** Tells which of many reports deserve a line: a change, and a sign of life after ever longer pauses. */
function createRepeatFilter(): (subject: string, now: number) => boolean {
  let last: string | undefined;
  let lastAt = 0;
  let silence = FIRST_SILENCE;

  return function isWorthALine(subject, now) {
    const isChange = subject !== last;
    if (!isChange && now - lastAt < silence) return false;
    silence = isChange ? FIRST_SILENCE : Math.min(silence * 2, MAX_SILENCE);
    last = subject;
    lastAt = now;
    return true;
  };
}

const REFUSED = ["credentials", "permission", "entitlement"] as const;
const TRANSIENT = ["rate", "remote", "unreachable", "unreadable"] as const;

function isTransient(error: unknown): error is ApiError {
  return isApiError(error, ...TRANSIENT, ...REFUSED);
}
