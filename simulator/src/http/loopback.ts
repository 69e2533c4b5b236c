import type { Context, MiddlewareHandler } from "hono";
import type { AppEnv } from "./env";
import { failure } from "./error-body";

const loopback = /^(127(\.\d+){3}|::1|::ffff:127(\.\d+){3})$/;

/** Whether an address is of this machine only. */
export function isLoopback(address: string): boolean {
  return address === "localhost" || loopback.test(address);
}

/** Whether the request names this machine by an address of its own. */
function namesThisMachine(c: Context<AppEnv>): boolean {
  const { hostname } = new URL(`http://${c.req.header("host") ?? ""}`);
  const host = hostname.replace(/^\[|\]$/g, "");
  return isLoopback(host) || host === c.env.incoming.socket.localAddress;
}

function comesFromThisMachine(c: Context<AppEnv>): boolean {
  const { remoteAddress = "", localAddress } = c.env.incoming.socket;
  return isLoopback(remoteAddress) || remoteAddress === localAddress;
}

/**
 * Refuses requests for another host. A page elsewhere can have a name of its own point here, and
 * then send what it likes; it comes with that name.
 */
export function ownNameOnly(): MiddlewareHandler<AppEnv> {
  return async function ownNameOnly(c, next) {
    return namesThisMachine(c)
      ? next()
      : failure(403, 10000, "Only localhost is answered; --expose-to-network answers every name");
  };
}

/** Lets callers on this machine in who know the key; a page of another origin does not. */
export function ownKeyOnly(key: string): MiddlewareHandler<AppEnv> {
  return async function ownKeyOnly(c, next) {
    if (!comesFromThisMachine(c) || !namesThisMachine(c)) {
      return c.json({ error: "The controls open on this machine only" }, 403);
    }
    if (c.req.header("authorization") !== `Bearer ${key}`) {
      const error = "The controls need the key printed at the start: Authorization: Bearer <key>";
      return c.json({ error }, 401);
    }
    return next();
  };
}
