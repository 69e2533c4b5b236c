import type { Context, MiddlewareHandler } from "hono";
import type { AppEnv } from "./env";
import { failure } from "./error-body";

const loopback = /^(127(\.\d+){3}|::1|::ffff:127(\.\d+){3})$/;

/** Whether an address is a loopback address or `localhost`. */
export function isLoopback(address: string): boolean {
  return address === "localhost" || loopback.test(address);
}

/** Whether the Host header is `localhost`, a loopback address or the address the request came in on. */
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
 * Refuses requests whose Host header names another host. This prevents DNS rebinding, in which a foreign page points its
 * own name at this machine but still sends that name.
 */
export function requireOwnHost(): MiddlewareHandler<AppEnv> {
  return async function requireOwnHost(c, next) {
    return namesThisMachine(c)
      ? next()
      : failure(
          403,
          10000,
          "The Host header does not name this machine. Use localhost, or start the simulator with --expose-to-network to accept every name.",
        );
  };
}

/** Accepts only callers on this machine that send the key, which a page of another origin does not know. */
export function requireControlKey(key: string): MiddlewareHandler<AppEnv> {
  return async function requireControlKey(c, next) {
    if (!comesFromThisMachine(c) || !namesThisMachine(c)) {
      return c.json(
        { error: "The controls accept only requests from this machine to localhost." },
        403,
      );
    }
    if (c.req.header("authorization") !== `Bearer ${key}`) {
      const error =
        "The control key is missing or wrong. Send the key that the simulator prints when it starts, as in Authorization: Bearer <key>.";
      return c.json({ error }, 401);
    }
    return next();
  };
}
