import type { MiddlewareHandler } from "hono";
import type { Simulation } from "../network/simulation";
import type { AppEnv } from "./env";
import { failure } from "./error-body";

/** Credentials that the gateway accepts. */
export interface Credentials {
  readonly token: string;
  readonly readOnlyToken: string | undefined;
  /** Tokens by account ID. Such an account accepts no other token except the read-only one. */
  readonly tokens: ReadonlyMap<string, string>;
}

interface Headers {
  readonly authorization: string | undefined;
  readonly email: string | undefined;
  readonly key: string | undefined;
}

/** Returns the token in the headers, or an error response if they contain no valid token. */
function tokenIn({ authorization, email, key }: Headers): string | Response {
  if (authorization !== undefined) {
    const [, token] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
    return token ?? failure(400, 6111, "Invalid format for Authorization header");
  }
  if (email === undefined || key === undefined) {
    return failure(400, 9106, "Missing X-Auth-Key, X-Auth-Email or Authorization headers");
  }
  return email.includes("@") ? key : failure(400, 6102, "Invalid format for X-Auth-Email header");
}

/**
 * Checks the credentials as the gateway does: a bearer token, or an email with a key. Sets the account
 * if the token has access to it.
 */
export function checkCredentials(
  known: Credentials,
  simulation: Simulation,
): MiddlewareHandler<AppEnv> {
  const valid = new Set([known.token, known.readOnlyToken, ...known.tokens.values()]);

  return async function checkCredentials(c, next) {
    const authorization = c.req.header("authorization");
    const email = c.req.header("x-auth-email");
    const key = c.req.header("x-auth-key");
    const token = tokenIn({ authorization, email, key });
    if (typeof token !== "string") {
      return token;
    }
    if (!valid.has(token)) {
      return authorization === undefined
        ? failure(403, 9103, "Unknown X-Auth-Key or X-Auth-Email")
        : failure(401, 10000, "Authentication error");
    }
    const opens = (account: string) =>
      token === (known.tokens.get(account) ?? known.token) || token === known.readOnlyToken;
    c.set("mayRead", opens);
    const id = /^\/client\/v4\/accounts\/([^/]+)/.exec(c.req.path)?.[1];
    if (id === undefined) {
      return next();
    }
    // An account without access gets the same response as one that does not exist.
    const account = simulation.account(id);
    const writes = c.req.method !== "GET" && c.req.method !== "HEAD";
    if (account === undefined || !opens(id) || (writes && token === known.readOnlyToken)) {
      return failure(403, 10000, "Authentication error");
    }
    c.set("account", account);
    return next();
  };
}
