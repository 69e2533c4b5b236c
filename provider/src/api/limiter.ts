/**
 * The share of Cloudflare's request budget that this process takes: a token bucket for all who use
 * the same credentials. Whoever has to wait waits in queue: writes first, then reads, then those who
 * look again and again, each in the order in which they came.
 */

import type { Clock } from "../domain/clock";

/** Milliseconds; Cloudflare allows 1,200 requests in it for each user and blocks who asks more. */
const WINDOW = 300_000;
/**
 * At most 600 at once and 400 more over any five minutes: 1,000 of the 1,200. The rest is for the
 * dashboard and for whatever else asks in this user's name.
 */
const BURST = 600;
const REFILL = 400 / WINDOW;

export const PRIORITIES = ["write", "read", "poll"] as const;
export type Priority = (typeof PRIORITIES)[number];

export class RequestLimiter {
  private tokens = BURST;
  private refilled: number;
  private blockedUntil = 0;
  private hasTimer = false;
  private readonly queues: Record<Priority, Set<() => void>> = {
    write: new Set(),
    read: new Set(),
    poll: new Set(),
  };

  constructor(private readonly clock: Clock) {
    this.refilled = clock.now();
  }

  /** Notes that Cloudflare answers nobody with these credentials for so many milliseconds. */
  block(milliseconds: number): void {
    this.blockedUntil = Math.max(this.blockedUntil, this.clock.now() + milliseconds);
  }

  /** Milliseconds until Cloudflare answers again. */
  get blockedFor(): number {
    return Math.max(0, this.blockedUntil - this.clock.now());
  }

  /** Milliseconds that a request has to wait which comes now. */
  waitFor(priority: Priority): number {
    this.refill();
    const queues = PRIORITIES.slice(0, PRIORITIES.indexOf(priority) + 1);
    const ahead = queues.reduce((sum, queue) => sum + this.queues[queue].size, 0);
    return Math.max(0, (ahead + 1 - this.tokens) / REFILL);
  }

  /** Takes one request out of the budget as soon as there is one. Rejects when aborted. */
  take(priority: Priority, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const queue = this.queues[priority];
      const abort = () => {
        queue.delete(grant);
        reject(signal?.reason);
      };
      const grant = () => {
        queue.delete(grant);
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      signal?.addEventListener("abort", abort, { once: true });
      queue.add(grant);
      this.grantRequests();
    });
  }

  private grantRequests(): void {
    this.refill();
    for (const grant of PRIORITIES.flatMap((priority) => [...this.queues[priority]])) {
      if (this.tokens < 1) break;
      this.tokens -= 1;
      grant();
    }
    const waiting = PRIORITIES.some((priority) => this.queues[priority].size > 0);
    if (!waiting || this.hasTimer) return;
    this.hasTimer = true;
    this.clock.after(Math.ceil((1 - this.tokens) / REFILL), () => {
      this.hasTimer = false;
      this.grantRequests();
    });
  }

  private refill(): void {
    const now = this.clock.now();
    this.tokens = Math.min(BURST, this.tokens + (now - this.refilled) * REFILL);
    this.refilled = now;
  }
}
