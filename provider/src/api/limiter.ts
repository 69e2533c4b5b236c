/**
 * Token bucket that keeps requests with the same credentials within Cloudflare's limit. Writes go before reads, and
 * reads before polls. Requests of the same priority are sent in order of arrival.
 */

import type { Clock } from "../domain/clock";

/** Number of requests that Cloudflare allows a user in each window. Cloudflare blocks a user who exceeds the limit. */
const LIMIT = 1_200;
/** Length of a window in milliseconds. */
const WINDOW = 300_000;
/** Number of requests per millisecond that Cloudflare allows a user. */
export const LIMIT_PER_MILLISECOND = LIMIT / WINDOW;
/**
 * The limiter allows 600 requests at once and 400 more over five minutes. The remaining 200 of the 1,200 requests are
 * left for the dashboard and for other clients of the same user.
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

  /** Records that Cloudflare blocks these credentials for the given number of milliseconds. */
  block(milliseconds: number): void {
    this.blockedUntil = Math.max(this.blockedUntil, this.clock.now() + milliseconds);
  }

  /** Milliseconds until the block ends, or 0 without a block. */
  get blockedFor(): number {
    return Math.max(0, this.blockedUntil - this.clock.now());
  }

  /** Milliseconds that a request of this priority would wait if it arrived now. */
  waitFor(priority: Priority): number {
    this.refill();
    const queues = PRIORITIES.slice(0, PRIORITIES.indexOf(priority) + 1);
    const ahead = queues.reduce((sum, queue) => sum + this.queues[queue].size, 0);
    return Math.max(0, (ahead + 1 - this.tokens) / REFILL);
  }

  /** Resolves when a request may be sent. Rejects if the signal aborts. */
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
