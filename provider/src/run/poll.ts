import { type ApiError, isApiError } from "../api/errors";
import { inOperation } from "../api/operation";
import type { Context } from "./context";
import type { Poller } from "./poll-schedule";

/**
 * Number of consecutive refusals that end a wait. One or two refusals may be temporary, for example right after a token
 * was created.
 */
const MAX_REFUSALS = 3;
/** Time limit of one check in milliseconds, so that a hanging connection does not delay the end of a wait. */
const MAX_CHECK_TIME = 15_000;
/** Number of retries that the client makes before a temporary fault becomes an error. */
const REPEATED_REQUESTS = 3;
/** Milliseconds before an unchanged progress line is repeated for the first time. */
const FIRST_SILENCE = 15_000;
const MAX_SILENCE = 5 * 60_000;

/** Progress of a wait after one check. */
export interface Progress<T> {
  /** Result of the last successful check. */
  found?: T;
  /** Error of this check, if the check failed. */
  error?: Error;
  /** Milliseconds since the wait began. */
  waited: number;
  /** Milliseconds for which `isDone` has held without interruption. */
  held?: number;
}

export interface PollOptions<T> {
  isDone(found: T): boolean;
  /**
   * Milliseconds for which `isDone` must hold. A failed check neither confirms nor interrupts the condition. @default 0
   */
  stableFor?: number;
  /**
   * Returns a short name of the state. When a wait finds a state that it has not seen before, the other waits check
   * soon too.
   */
  stateOf?(found: T): string;
  /**
   * Describes the progress after a check that does not end the wait. The line is shown whenever `subject` changes. An
   * unchanged line is repeated at growing intervals, about ten times in half an hour.
   */
  describe?(now: Progress<T> & { left: number }): { subject: string; line: string };
  /** Timeout in milliseconds. */
  timeout: number;
  /** Milliseconds after which the wait ends if `isDone` does not hold at that time. @default timeout */
  patience?: number;
}

export interface PollResult<T> extends Progress<T> {
  outcome: "done" | "timed-out" | "cancelled";
}

/**
 * Checks repeatedly until `isDone` holds or the timeout passes. The last check happens at the timeout. Continues after
 * temporary faults and rejects with any other error. If the run is cancelled, resolves at once with the last result.
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
      // Only a state that this wait has not seen before counts as a change. The first state does not count, nor does a
      // state to which a flapping link returns.
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

/**
 * Creates a filter for progress lines. It lets a changed line pass at once and an unchanged line at growing intervals.
 */
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
