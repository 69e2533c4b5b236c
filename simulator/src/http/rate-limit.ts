import { createHmac, randomBytes } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { Network } from "../network/network";
import type { AppEnv } from "./env";
import { failure } from "./error-body";

/** Rate limit of each user. */
export interface RateLimitOptions {
  /** @default true */
  readonly enabled?: boolean | undefined;
  /** Requests in a window. @default 1200 */
  readonly requests?: number | undefined;
  /** Length of a window and of a block, in milliseconds of simulator time. @default five minutes */
  readonly window?: number | undefined;
}

/** Remaining requests of a user. */
export interface UserBudget {
  /** Hash that identifies the credential without revealing it. */
  readonly user: string;
  readonly remaining: number;
  /** When the full budget is available again, ISO 8601. */
  readonly until: string;
  readonly blocked: boolean;
}

interface Budget {
  remaining: number;
  until: number;
  blocked: boolean;
}

/**
 * Cloudflare's rate limit for each user. A window starts with the first request. The first request over
 * the limit blocks the user for the length of another window.
 */
export class RateLimit {
  readonly enabled: boolean;
  readonly requests: number;
  readonly window: number;
  readonly #budgets = new Map<string, Budget>();
  // The salt prevents guessing a credential from its hash.
  readonly #salt = randomBytes(16);

  constructor(
    private readonly network: Network,
    { enabled = true, requests = 1200, window = 300_000 }: RateLimitOptions = {},
  ) {
    this.enabled = enabled;
    this.requests = requests;
    this.window = window;
  }

  /** Counts a request. Returns for how many milliseconds the user is blocked; 0 if the request is allowed. */
  count(credential: string): number {
    const now = this.network.clock.now();
    this.#removeExpired(now);
    const user = this.#userOf(credential);
    const fresh = { remaining: this.requests, until: now + this.window, blocked: false };
    const budget = this.#budgets.get(user) ?? fresh;
    this.#budgets.set(user, budget);
    if (budget.remaining > 0) {
      budget.remaining -= 1;
      return 0;
    }
    if (!budget.blocked) {
      budget.blocked = true;
      budget.until = now + this.window;
    }
    return budget.until - now;
  }

  status() {
    this.#removeExpired(this.network.clock.now());
    const users = [...this.#budgets].map(
      ([user, { until, ...budget }]): UserBudget => ({
        user,
        ...budget,
        until: new Date(until).toISOString(),
      }),
    );
    return { enabled: this.enabled, requests: this.requests, window: this.window, users };
  }

  /** Returns the rate limit headers that every response carries. */
  headers(credential: string): Record<string, string> {
    const now = this.network.clock.now();
    const budget = this.#budgets.get(this.#userOf(credential));
    const { remaining, until } = budget ?? { remaining: this.requests, until: now + this.window };
    return {
      ratelimit: `"default";r=${remaining};t=${seconds(until - now)}`,
      "ratelimit-policy": `"default";q=${this.requests};w=${seconds(this.window)}`,
    };
  }

  /** Restores the full budget of every user. */
  clear(): void {
    this.#budgets.clear();
  }

  #userOf(credential: string): string {
    return createHmac("sha256", this.#salt).update(credential).digest("hex").slice(0, 12);
  }

  #removeExpired(now: number): void {
    for (const [user, { until }] of this.#budgets) {
      if (until <= now) {
        this.#budgets.delete(user);
      }
    }
  }
}

/** Counts requests, reports the remaining budget in each response, and refuses requests over the limit. */
export function enforceRateLimit(limit: RateLimit, network: Network): MiddlewareHandler<AppEnv> {
  return async function enforceRateLimit(c, next) {
    // A credential counts as one user, whether it is sent as a bearer token or as a key.
    const credential =
      c.req.header("authorization")?.replace(/^Bearer /i, "") ?? c.req.header("x-auth-key");
    if (!limit.enabled || credential === undefined) {
      return next();
    }
    const wait = limit.count(credential);
    const headers = limit.headers(credential);
    if (wait === 0) {
      await next();
    } else {
      c.res = failure(429, 971, "Too many requests. Wait, then send requests more slowly.");
      if (network.behaviour.retryAfter === "given") {
        c.header("retry-after", String(seconds(wait)));
      }
    }
    for (const [name, value] of Object.entries(headers)) {
      c.header(name, value);
    }
  };
}

function seconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}
