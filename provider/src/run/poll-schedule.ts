/**
 * Schedules the checks of all waits in a run. Cloudflare limits the requests of each user, so all waits together use at
 * most half of that limit.
 *
 * Routine checks have their own share of the requests, which never runs out. First checks and checks after a change use
 * a second share. Cross-connects are often patched together, so when one port changes, the schedule soon checks the
 * others too.
 */

import type { Clock } from "../domain/clock";

/** Window of Cloudflare's request limit, in milliseconds. */
const WINDOW = 5 * 60_000;
/** Number of routine checks allowed in any window. All three shares together allow 590 of a user's 1,200 requests. */
const ROUTINE = 250;
const AFTER_CHANGE = 280;
/**
 * Number of last checks allowed in any window. Last checks have their own share, because waits that begin together also
 * end together.
 */
const LAST_CHECKS = 60;

/** Milliseconds between two checks of the same wait. The interval grows from the first to the maximum value. */
const FIRST_INTERVAL = 2_000;
const MAX_INTERVAL = 60_000;
const GROWTH = 1.5;
/** Milliseconds between two routine checks of any waits. */
const SPACING = 1_250;
/** Milliseconds over which the remaining checks after a change are spread. */
const CHANGE_LASTS = 60_000;

/** Limits the number of requests in any window. */
class Share {
  /** Times at which requests were sent, oldest first. */
  #spent: number[] = [];

  constructor(private readonly requests: number) {}

  left(now: number): number {
    this.#spent = this.#spent.filter((time) => time > now - WINDOW);
    return this.requests - this.#spent.length;
  }

  /** Returns the time from which another request is allowed. */
  freeAt(now: number): number {
    const owed = -this.left(now);
    return owed < 0 ? now : (this.#spent[owed] ?? now) + WINDOW;
  }

  /** Counts requests that have been sent, even if they exceed the share. Later requests then wait longer. */
  spend(now: number, requests = 1): void {
    for (let sent = 0; sent < requests; sent += 1) this.#spent.push(now);
  }
}

export interface Turn {
  /** Time at which the next check should happen, if the share allows it. */
  by?: number;
  /** Time of the last check, which may use any share. */
  deadline: number;
  signal: AbortSignal;
}

interface Request {
  due: number;
  /** Time of the next check if no other wait sees a change. */
  routine: number;
  deadline: number;
  go(): void;
}

/** One of the waits that share the schedule. */
export class Poller {
  interval = FIRST_INTERVAL;
  /** Time of the last check, or `undefined` before the first check. */
  checkedAt: number | undefined;
  /** Whether this wait checks more often than in routine, because another wait saw a change. */
  isAlert = false;
  request: Request | undefined;

  constructor(private readonly schedule: PollSchedule) {}

  /** Resolves when it is time to check, or when the signal aborts. */
  next(turn: Turn): Promise<void> {
    return this.schedule.request(this, turn);
  }

  /** Shortens the interval after this wait has seen a change, because the state may change again soon. */
  checkSoon(): void {
    this.interval = FIRST_INTERVAL;
  }

  /** Makes all waits check soon after this wait has seen a change, because the same event may affect them. */
  alertOthers(): void {
    this.schedule.alert();
  }

  /** Counts the requests of a failed check and applies the pause that the API requested, in milliseconds. */
  recordFailure(requests: number, pause: number): void {
    this.schedule.recordFailure(requests, pause);
  }

  leave(): void {
    this.schedule.leave(this);
  }
}

export class PollSchedule {
  readonly #pollers = new Set<Poller>();
  readonly #routine = new Share(ROUTINE);
  readonly #afterChange = new Share(AFTER_CHANGE);
  readonly #lastChecks = new Share(LAST_CHECKS);
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #disarm = () => {};

  constructor(
    private readonly clock: Clock,
    /** Returns a random number from 0 (inclusive) to 1 (exclusive). */
    private readonly random: () => number = Math.random,
  ) {}

  join(): Poller {
    const poller = new Poller(this);
    this.#pollers.add(poller);
    return poller;
  }

  leave(poller: Poller): void {
    this.#pollers.delete(poller);
  }

  request(
    poller: Poller,
    { by = Number.POSITIVE_INFINITY, deadline, signal }: Turn,
  ): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const go = () => {
        signal.removeEventListener("abort", go);
        poller.request = undefined;
        resolve();
      };
      signal.addEventListener("abort", go);
      const due = this.#nextCheck(poller);
      const routine = Math.min(due.routine, by, deadline);
      poller.request = { due: Math.min(due.soon, routine), routine, deadline, go };
      this.#serve();
    });
  }

  alert(): void {
    const now = this.clock.now();
    const pace = this.#paceAfterChange(now);
    // The remaining share does not allow more checks than in routine.
    if (pace >= this.#routinePace()) return;
    const gap = Math.max(FIRST_INTERVAL, pace);
    for (const poller of this.#pollers) {
      if (!poller.isAlert) poller.interval = FIRST_INTERVAL;
      poller.isAlert = true;
      if (poller.request === undefined) continue;
      const soon = Math.max(now, (poller.checkedAt ?? now) + gap);
      poller.request.due = Math.min(poller.request.due, soon);
    }
    this.#serve();
  }

  recordFailure(requests: number, pause: number): void {
    const now = this.clock.now();
    this.#routine.spend(now, requests);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pause);
  }

  /** Computes when to check next, both after a change and in routine. Also lengthens the interval. */
  #nextCheck(poller: Poller): { soon: number; routine: number } {
    const now = this.clock.now();
    if (poller.checkedAt === undefined) return { soon: now, routine: now };
    const jitter = 0.8 + this.random() * 0.4;
    const routine = Math.max(poller.interval, this.#routinePace());
    const soon = Math.max(poller.interval, this.#paceAfterChange(now));
    poller.isAlert &&= soon < routine;
    poller.interval = Math.min(poller.interval * GROWTH, MAX_INTERVAL);
    return {
      soon: poller.checkedAt + Math.round((poller.isAlert ? soon : routine) * jitter),
      routine: poller.checkedAt + Math.round(routine * jitter),
    };
  }

  /** Milliseconds between two routine checks of one wait if all waits take turns. */
  #routinePace(): number {
    return this.#pollers.size * SPACING;
  }

  #paceAfterChange(now: number): number {
    const left = this.#afterChange.left(now);
    return left > 0 ? (this.#pollers.size * CHANGE_LASTS) / left : Number.POSITIVE_INFINITY;
  }

  /** Returns all waits to their routine times if the share for checks after a change is used up. */
  #endAlertIfSpent(now: number): void {
    if (this.#afterChange.left(now) > 0) return;
    for (const poller of this.#pollers) {
      if (poller.isAlert && poller.request !== undefined) {
        poller.request.due = poller.request.routine;
      }
      poller.isAlert = false;
    }
  }

  /** Starts the checks that are due, beginning with the longest overdue. Sets a timer for the next check. */
  #serve(): void {
    const now = this.clock.now();
    this.#endAlertIfSpent(now);
    const requests = [...this.#pollers].flatMap((poller) =>
      poller.request ? [{ poller, ...poller.request }] : [],
    );
    requests.sort((one, other) => one.due - other.due);
    let wake = Number.POSITIVE_INFINITY;
    for (const { poller, due, deadline, go } of requests) {
      const isLast = deadline <= now;
      const share = this.#shareFor(poller, isLast, now);
      const free = share.freeAt(now);
      const time = isLast ? free : Math.min(deadline, Math.max(due, this.#pausedUntil, free));
      if (time > now) {
        wake = Math.min(wake, time);
        continue;
      }
      share.spend(now);
      poller.checkedAt = now;
      go();
    }
    this.#disarm();
    if (Number.isFinite(wake)) this.#disarm = this.clock.after(wake - now, () => this.#serve());
  }

  #shareFor(poller: Poller, isLast: boolean, now: number): Share {
    // First checks do not use the routine share, because fifty waits that begin together would use it up for some time.
    const isFirst = poller.checkedAt === undefined && this.#afterChange.left(now) > 0;
    if (!isLast) return poller.isAlert || isFirst ? this.#afterChange : this.#routine;
    const any = [this.#lastChecks, this.#afterChange, this.#routine];
    return any.find((share) => share.left(now) > 0) ?? this.#lastChecks;
  }
}
