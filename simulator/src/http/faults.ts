import { setTimeout as sleep } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, MiddlewareHandler } from "hono";
import type { CannedAnswer, Fault } from "../control/requests";
import type { AppEnv } from "./env";

/** The faults that wait for a request that they fit. */
export class Faults {
  readonly #faults = new Map<string, { fault: Fault; left: number }>();
  #count = 0;

  add(fault: Fault): string {
    this.#count += 1;
    const id = `fault-${this.#count}`;
    this.#faults.set(id, { fault, left: fault.times });
    return id;
  }

  clear(): void {
    this.#faults.clear();
  }

  /** The oldest fault that fits, which is thereby used once. */
  take(method: string, path: string): Fault | undefined {
    for (const [id, waiting] of this.#faults) {
      const { fault } = waiting;
      if ((fault.method ?? method) === method && (fault.path?.test(path) ?? true)) {
        waiting.left -= 1;
        if (waiting.left === 0) {
          this.#faults.delete(id);
        }
        return fault;
      }
    }
    return undefined;
  }
}

function canned({ status, headers, body }: CannedAnswer): Response {
  if (body === undefined || [204, 205, 304].includes(status)) {
    return new Response(null, { status, headers: headers ?? {} });
  }
  const text = typeof body === "string";
  return new Response(text ? body : JSON.stringify(body), {
    status,
    headers: { "content-type": text ? "text/plain" : "application/json", ...headers },
  });
}

/** Replaces whatever answer there is; Hono would carry the headers of the old one over. */
function answer(c: Context<AppEnv>, response: Response): void {
  c.res = undefined;
  c.res = response;
}

function hangUp(c: Context<AppEnv>): void {
  c.env.incoming.socket.destroy();
  answer(c, RESPONSE_ALREADY_SENT);
}

/** Lets a waiting fault spoil the request. */
export function faultInjection(faults: Faults): MiddlewareHandler<AppEnv> {
  return async function faultInjection(c, next) {
    const path = c.req.path.replace(/^\/client\/v4(\/accounts\/[^/]+)?/, "");
    const fault = faults.take(c.req.method, path);
    if (fault === undefined) {
      return next();
    }
    const { effect, respond } = fault;
    if (effect === "applied") {
      await next();
    }
    if ("drop" in respond) {
      return hangUp(c);
    }
    if ("status" in respond) {
      return answer(c, canned(respond));
    }
    await sleep(respond.delay, undefined, { ref: false });
    if (effect === "none") {
      // Nobody waits any more: the request never got through.
      return c.env.incoming.socket.destroyed ? hangUp(c) : next();
    }
  };
}
