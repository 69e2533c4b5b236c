/**
 * When each wait of a run may check. Cloudflare counts requests by user, so all waits together keep to half of what a
 * user has.
 *
 * Routine checks have a share that never runs dry. Another is saved for changes: ports of one order of cross-connects
 * come up around the same time, so when one port changes, the others are checked soon. First checks count to it too.
 */

import type { Clock } from "../domain/clock";

/** Milliseconds over which Cloudflare counts a user's requests. */
const WINDOW = 5 * 60_000;
/** Requests in any window, 590 together; a user has 1,200. */
const ROUTINE = 250;
const AFTER_CHANGE = 280;
/** Waits that began together run out of time together, so their last checks have a share of their own. */
const LAST_CHECKS = 60;

/** Milliseconds between the checks of one wait: short at first, longer later. */
const FIRST_INTERVAL = 2_000;
const MAX_INTERVAL = 60_000;
const GROWTH = 1.5;
/** Milliseconds between routine checks of all waits together. */
const SPACING = 1_250;
/** After a change, the rest of its share is spent at a pace at which it lasts this many milliseconds. */
const CHANGE_LASTS = 60_000;

/** Counts requests, and allows so many in any window. */
class Share {
  /** Time of each request, oldest first. */
  #spent: number[] = [];

  constructor(private readonly requests: number) {}

  left(now: number): number {
    this.#spent = this.#spent.filter((time) => time > now - WINDOW);
    return this.requests - this.#spent.length;
  }

  /** Time from which a request is left. */
  freeAt(now: number): number {
    const owed = -this.left(now);
    return owed < 0 ? now : (this.#spent[owed] ?? now) + WINDOW;
  }

  /** May exceed what is left: a request that was sent counts, and the debt is paid by waiting. */
  spend(now: number, requests = 1): void {
    for (let sent = 0; sent < requests; sent += 1) this.#spent.push(now);
  }
}

export interface Turn {
  /** Time by which to check, as far as the share allows. */
  by?: number;
  /** Time of the last check, which takes precedence over every share. */
  deadline: number;
  signal: AbortSignal;
}

interface Request {
  due: number;
  /** What `due` would be without a change elsewhere. */
  routine: number;
  deadline: number;
  go(): void;
}

/** One wait among the others. */
export class Poller {
  interval = FIRST_INTERVAL;
  /** `undefined` before the first check. */
  checkedAt: number | undefined;
  /** Something changed, so checks come sooner than routine for a while. */
  isAlert = false;
  request: Request | undefined;

  constructor(private readonly schedule: PollSchedule) {}

  /** Resolves when it is time to check, or when the signal aborts. */
  next(turn: Turn): Promise<void> {
    return this.schedule.request(this, turn);
  }

  /** The state changed, so it may change again soon. */
  checkSoon(): void {
    this.interval = FIRST_INTERVAL;
  }

  /** The same change may have happened elsewhere, so every wait checks soon. */
  alertOthers(): void {
    this.schedule.alert();
  }

  /** A check failed after several requests, and the API may have asked for a pause, in milliseconds. */
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
    /** From 0 to below 1. */
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
    // So little is left that routine is as fast.
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

  /** Times of the next check, after a change and in routine; also lengthens the interval. */
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

  /** With nothing left for changes, each wait returns to its routine time. */
  #endAlertIfSpent(now: number): void {
    if (this.#afterChange.left(now) > 0) return;
    for (const poller of this.#pollers) {
      if (poller.isAlert && poller.request !== undefined) {
        poller.request.due = poller.request.routine;
      }
      poller.isAlert = false;
    }
  }

  /** Lets every wait check whose time has come, the longest due first, and sets a timer for the next. */
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
    // Fifty waits that begin together would leave routine dry for a while.
    const isFirst = poller.checkedAt === undefined && this.#afterChange.left(now) > 0;
    if (!isLast) return poller.isAlert || isFirst ? this.#afterChange : this.#routine;
    const any = [this.#lastChecks, this.#afterChange, this.#routine];
    return any.find((share) => share.left(now) > 0) ?? this.#lastChecks;
  }
}
