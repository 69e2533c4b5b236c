/**
 * When each wait of a run may look. Cloudflare counts requests by user, whatever the user
 * does with them, so all waits look through one scheduler and keep to half of what there is.
 *
 * Routine looks have a share that never runs dry. Another is saved for the moment that counts:
 * ports of one order of cross-connects come up around the same time, so when one port changes, the
 * others are looked at right away. First looks come out of it too.
 */

import type { Clock } from "../domain/clock";
import { Budget } from "./budget";

/** Requests in any five minutes, 590 together; a user has 1,200. */
const ROUTINE = 250;
const AFTER_NEWS = 280;
/** Who began together is out of time together: the last looks have something to themselves. */
const LAST_LOOKS = 60;

/** Milliseconds between the looks of one wait: quick at first, then sparing. */
const FIRST_INTERVAL = 2_000;
const LONGEST_INTERVAL = 60_000;
const GROWTH = 1.5;
/** Milliseconds between routine looks of all waits together. */
const SPACING = 1_250;
/** What is left after news is spent at a pace at which it would last so many milliseconds. */
const NEWS_LAST = 60_000;

export interface Turn {
  /** A time by which to look, as far as the budget goes. */
  by?: number;
  /** The time of the last look, which comes first whatever is left. */
  deadline: number;
  signal: AbortSignal;
}

interface Asking {
  due: number;
  /** What `due` would be without news. */
  routine: number;
  deadline: number;
  go(): void;
}

/** A wait's place among the others. */
export class Seat {
  interval = FIRST_INTERVAL;
  /** Undefined before the first look. */
  lookedAt: number | undefined;
  /** News came: for a while, looks come sooner than routine has it. */
  alert = false;
  asking: Asking | undefined;

  constructor(private readonly scheduler: Scheduler) {}

  /** Ends when it is time to look, or to stop. */
  turn(turn: Turn): Promise<void> {
    return this.scheduler.ask(this, turn);
  }

  /** Something has changed here, so more may change soon. */
  changed(): void {
    this.interval = FIRST_INTERVAL;
  }

  /** The same may have changed elsewhere: everybody looks soon. */
  news(): void {
    this.scheduler.spread();
  }

  /**
   * A look failed, which took more requests than one, and the API may have asked to be left alone
   * for some milliseconds.
   */
  setback(requests: number, pause: number): void {
    this.scheduler.setback(requests, pause);
  }

  leave(): void {
    this.scheduler.leave(this);
  }
}

export class Scheduler {
  private readonly seats = new Set<Seat>();
  private readonly routine = new Budget(ROUTINE);
  private readonly afterNews = new Budget(AFTER_NEWS);
  private readonly lastLooks = new Budget(LAST_LOOKS);
  private heldUntil = Number.NEGATIVE_INFINITY;
  private disarm = () => {};

  constructor(
    readonly clock: Clock,
    /** From 0 to below 1. */
    private readonly random: () => number = Math.random,
  ) {}

  join(): Seat {
    const seat = new Seat(this);
    this.seats.add(seat);
    return seat;
  }

  leave(seat: Seat): void {
    this.seats.delete(seat);
  }

  ask(seat: Seat, { by = Number.POSITIVE_INFINITY, deadline, signal }: Turn): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const go = () => {
        signal.removeEventListener("abort", go);
        seat.asking = undefined;
        resolve();
      };
      signal.addEventListener("abort", go);
      const due = this.nextLook(seat);
      const routine = Math.min(due.routine, by, deadline);
      seat.asking = { due: Math.min(due.soon, routine), routine, deadline, go };
      this.serve();
    });
  }

  spread(): void {
    const now = this.clock.now();
    const pace = this.paceAfterNews(now);
    // So little is left that routine is as quick.
    if (pace >= this.routinePace()) return;
    const gap = Math.max(FIRST_INTERVAL, pace);
    for (const seat of this.seats) {
      if (!seat.alert) seat.interval = FIRST_INTERVAL;
      seat.alert = true;
      if (seat.asking === undefined) continue;
      const soon = Math.max(now, (seat.lookedAt ?? now) + gap);
      seat.asking.due = Math.min(seat.asking.due, soon);
    }
    this.serve();
  }

  setback(requests: number, pause: number): void {
    const now = this.clock.now();
    this.routine.spend(now, requests);
    this.heldUntil = Math.max(this.heldUntil, now + pause);
  }

  /** The times of the next look, with and without news; the one after it is further off. */
  private nextLook(seat: Seat): { soon: number; routine: number } {
    const now = this.clock.now();
    if (seat.lookedAt === undefined) return { soon: now, routine: now };
    const jitter = 0.8 + this.random() * 0.4;
    const routine = Math.max(seat.interval, this.routinePace());
    const soon = Math.max(seat.interval, this.paceAfterNews(now));
    seat.alert &&= soon < routine;
    seat.interval = Math.min(seat.interval * GROWTH, LONGEST_INTERVAL);
    return {
      soon: seat.lookedAt + Math.round((seat.alert ? soon : routine) * jitter),
      routine: seat.lookedAt + Math.round(routine * jitter),
    };
  }

  /** Milliseconds between two looks of one wait, where all take turns. */
  private routinePace(): number {
    return this.seats.size * SPACING;
  }

  private paceAfterNews(now: number): number {
    const left = this.afterNews.left(now);
    return left > 0 ? (this.seats.size * NEWS_LAST) / left : Number.POSITIVE_INFINITY;
  }

  /** Nothing is left for news: who was to look soon looks when it would have anyway. */
  private calm(now: number): void {
    if (this.afterNews.left(now) > 0) return;
    for (const seat of this.seats) {
      if (seat.alert && seat.asking !== undefined) seat.asking.due = seat.asking.routine;
      seat.alert = false;
    }
  }

  /** Lets everybody look whose time has come, the longest due first, and wakes up for the next. */
  private serve(): void {
    const now = this.clock.now();
    this.calm(now);
    const asking = [...this.seats].flatMap((seat) =>
      seat.asking ? [{ seat, ...seat.asking }] : [],
    );
    asking.sort((one, other) => one.due - other.due);
    let wake = Number.POSITIVE_INFINITY;
    for (const { seat, due, deadline, go } of asking) {
      const last = deadline <= now;
      const budget = this.budgetFor(seat, last, now);
      const free = budget.freeAt(now);
      const time = last ? free : Math.min(deadline, Math.max(due, this.heldUntil, free));
      if (time > now) {
        wake = Math.min(wake, time);
        continue;
      }
      budget.spend(now);
      seat.lookedAt = now;
      go();
    }
    this.disarm();
    if (Number.isFinite(wake)) this.disarm = this.clock.after(wake - now, () => this.serve());
  }

  private budgetFor(seat: Seat, last: boolean, now: number): Budget {
    // To one who has just begun everything is news; fifty of them would leave routine dry for a while.
    const first = seat.lookedAt === undefined && this.afterNews.left(now) > 0;
    if (!last) return seat.alert || first ? this.afterNews : this.routine;
    const any = [this.lastLooks, this.afterNews, this.routine];
    return any.find((budget) => budget.left(now) > 0) ?? this.lastLooks;
  }
}
