import { createHmac, randomBytes } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { Network } from "../network/network";
import type { AppEnv } from "./env";
import { failure } from "./error-body";

/** A user's budget; everything has a default. */
export interface RateLimitOptions {
  /** @default true */
  readonly enabled?: boolean | undefined;
  /** Requests in a window. @default 1200 */
  readonly requests?: number | undefined;
  /** Milliseconds of simulator time, of a window and of a block. @default five minutes */
  readonly window?: number | undefined;
}

/** What is left of a user's budget. */
export interface UserBudget {
  /** A name of the credential that does not tell what it is. */
  readonly user: string;
  readonly remaining: number;
  /** When the budget is whole again, ISO 8601. */
  readonly until: string;
  readonly blocked: boolean;
}

interface Budget {
  remaining: number;
  until: number;
  blocked: boolean;
}

/**
 * Cloudflare's budget of requests, by user. The window begins with the first request, and the
 * request after the last one allowed closes the door for as long as a window again.
 */
export class RateLimit {
  readonly enabled: boolean;
  readonly requests: number;
  readonly window: number;
  readonly #budgets = new Map<string, Budget>();
  // Whoever reads the names of users cannot try guesses at a credential on them.
  readonly #salt = randomBytes(16);

  constructor(
    private readonly network: Network,
    { enabled = true, requests = 1200, window = 300_000 }: RateLimitOptions = {},
  ) {
    this.enabled = enabled;
    this.requests = requests;
    this.window = window;
  }

  /** Counts a request; answers for how many milliseconds the user is blocked, 0 for not at all. */
  count(credential: string): number {
    const now = this.network.clock.now();
    this.#forgetWhatIsOver(now);
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
    this.#forgetWhatIsOver(this.network.clock.now());
    const users = [...this.#budgets].map(
      ([user, { until, ...budget }]): UserBudget => ({
        user,
        ...budget,
        until: new Date(until).toISOString(),
      }),
    );
    return { enabled: this.enabled, requests: this.requests, window: this.window, users };
  }

  /** What a user is told of the budget with every answer. */
  headers(credential: string): Record<string, string> {
    const now = this.network.clock.now();
    const budget = this.#budgets.get(this.#userOf(credential));
    const { remaining, until } = budget ?? { remaining: this.requests, until: now + this.window };
    return {
      ratelimit: `"default";r=${remaining};t=${seconds(until - now)}`,
      "ratelimit-policy": `"default";q=${this.requests};w=${seconds(this.window)}`,
    };
  }

  /** Everybody begins anew. */
  clear(): void {
    this.#budgets.clear();
  }

  #userOf(credential: string): string {
    return createHmac("sha256", this.#salt).update(credential).digest("hex").slice(0, 12);
  }

  #forgetWhatIsOver(now: number): void {
    for (const [user, { until }] of this.#budgets) {
      if (until <= now) {
        this.#budgets.delete(user);
      }
    }
  }
}

/** Counts requests, tells in each answer what is left, and refuses when nothing is. */
export function limited(limit: RateLimit, network: Network): MiddlewareHandler<AppEnv> {
  return async function limited(c, next) {
    // A token is one user's, whether it comes as a token or as a key.
    const credential =
      c.req.header("authorization")?.replace(/^Bearer /i, "") ?? c.req.header("x-auth-key");
    if (!limit.enabled || credential === undefined) {
      return next();
    }
    const wait = limit.count(credential);
    const told = limit.headers(credential);
    if (wait === 0) {
      await next();
    } else {
      c.res = failure(429, 971, "Too many requests: please wait, and send fewer at a time");
      if (network.behaviour.retryAfter === "given") {
        c.header("retry-after", String(seconds(wait)));
      }
    }
    for (const [name, value] of Object.entries(told)) {
      c.header(name, value);
    }
  };
}

function seconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}
