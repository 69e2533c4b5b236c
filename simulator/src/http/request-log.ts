import type { MiddlewareHandler } from "hono";
import type { Clock } from "../network/clock";
import type { AppEnv } from "./env";

/** Logged request to the API. Headers and bodies are not kept, because they contain secrets. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly at: string;
  /** HTTP status; null until the response is sent, and if the connection was dropped. */
  status: number | null;
}

const kept = 10_000;

export class RequestLog {
  #requests: LoggedRequest[] = [];

  all(): readonly LoggedRequest[] {
    return this.#requests;
  }

  add(request: LoggedRequest): LoggedRequest {
    this.#requests.push(request);
    if (this.#requests.length > kept) {
      this.#requests.shift();
    }
    return request;
  }

  clear(): void {
    this.#requests = [];
  }
}

export function logRequests(log: RequestLog, clock: Clock): MiddlewareHandler<AppEnv> {
  return async function logRequests(c, next) {
    const { pathname, search } = new URL(c.req.url);
    const at = new Date(clock.now()).toISOString();
    const request = log.add({
      method: c.req.method,
      path: pathname,
      query: search.slice(1),
      at,
      status: null,
    });
    await next();
    request.status = c.env.incoming.socket.destroyed ? null : c.res.status;
  };
}
