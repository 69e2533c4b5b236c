/**
 * Schedules the checks of all waits in a run. Cloudflare limits the requests of each user, so all waits together use at
 * most half of that limit.
 *
 * Routine checks have a share that never runs out. Another share is reserved for first checks and for checks after a
 * change: cross-connects are often patched together, so when one port changes, the others are checked soon.
 */

import type { Clock } from "../domain/clock";

/** Milliseconds over which Cloudflare limits a user's requests. */
const WINDOW = 5 * 60_000;
/** Requests in any window. The three shares allow 590 of a user's 1,200 requests. */
const ROUTINE = 250;
const AFTER_CHANGE = 280;
/** Separate share for last checks, because waits that begin together also end together. */
const LAST_CHECKS = 60;

/** Milliseconds between the checks of one wait: short at first, longer later. */
const FIRST_INTERVAL = 2_000;
const MAX_INTERVAL = 60_000;
const GROWTH = 1.5;
/** Milliseconds between routine checks of all waits together. */
const SPACING = 1_250;
/** Milliseconds over which the remaining share for changes is spread after a change. */
const CHANGE_LASTS = 60_000;

/** Limits the number of requests in any window. */
class Share {
  /** Times of the requests, oldest first. */
  #spent: number[] = [];

  constructor(private readonly requests: number) {}

  left(now: number): number {
    this.#spent = this.#spent.filter((time) => time > now - WINDOW);
    return this.requests - this.#spent.length;
  }

  /** Time from which another request is available. */
  freeAt(now: number): number {
    const owed = -this.left(now);
    return owed < 0 ? now : (this.#spent[owed] ?? now) + WINDOW;
  }

  /** Counts requests that were sent, even if they exceed the share. Later requests then wait longer. */
  spend(now: number, requests = 1): void {
    for (let sent = 0; sent < requests; sent += 1) this.#spent.push(now);
  }
}

export interface Turn {
  /** Time by which to check if the share allows it. */
  by?: number;
  /** Time of the last check, which may use any share. */
  deadline: number;
  signal: AbortSignal;
}

interface Request {
  due: number;
  /** Due time if no other wait sees a change. */
  routine: number;
  deadline: number;
  go(): void;
}

/** One of the waits that share the schedule. */
export class Poller {
  interval = FIRST_INTERVAL;
  /** `undefined` before the first check. */
  checkedAt: number | undefined;
  /** Whether checks are more frequent than routine after a change. */
  isAlert = false;
  request: Request | undefined;

  constructor(private readonly schedule: PollSchedule) {}

  /** Resolves when it is time to check, or when the signal aborts. */
  next(turn: Turn): Promise<void> {
    return this.schedule.request(this, turn);
  }

  /** Shortens the interval after a change, because the state may change again soon. */
  checkSoon(): void {
    this.interval = FIRST_INTERVAL;
  }

  /** Makes every wait check again soon, because a change seen by one may affect the others. */
  alertOthers(): void {
    this.schedule.alert();
  }

  /** Counts the requests of a failed check and applies the pause, in milliseconds, that the API requested. */
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
    /** Returns numbers from 0 to below 1. */
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
    // The remaining share is too small to check more often than in routine.
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

  /** Computes the times of the next check, after a change and in routine, and lengthens the interval. */
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

  /** Milliseconds between two checks of one wait, if all take turns. */
  #routinePace(): number {
    return this.#pollers.size * SPACING;
  }

  #paceAfterChange(now: number): number {
    const left = this.#afterChange.left(now);
    return left > 0 ? (this.#pollers.size * CHANGE_LASTS) / left : Number.POSITIVE_INFINITY;
  }

  /** Returns each wait to its routine time if the share for changes is spent. */
  #endAlertIfSpent(now: number): void {
    if (this.#afterChange.left(now) > 0) return;
    for (const poller of this.#pollers) {
      if (poller.isAlert && poller.request !== undefined) {
        poller.request.due = poller.request.routine;
      }
      poller.isAlert = false;
    }
  }

  /** Starts the checks that are due, the longest overdue first, and sets a timer for the next one. */
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
    // First checks avoid the routine share, because fifty waits that begin together would use it up for a while.
    const isFirst = poller.checkedAt === undefined && this.#afterChange.left(now) > 0;
    if (!isLast) return poller.isAlert || isFirst ? this.#afterChange : this.#routine;
    const any = [this.#lastChecks, this.#afterChange, this.#routine];
    return any.find((share) => share.left(now) > 0) ?? this.#lastChecks;
  }
}
