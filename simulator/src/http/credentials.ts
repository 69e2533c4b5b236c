import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./env";
import { failure } from "./error-body";

/** The gateway's check: a bearer token, or an email with a key. */
export function credentials(token: string): MiddlewareHandler<AppEnv> {
  return async function credentials(c, next) {
    const authorization = c.req.header("authorization");
    const email = c.req.header("x-auth-email");
    const key = c.req.header("x-auth-key");
    if (authorization === undefined && (email === undefined || key === undefined)) {
      return failure(400, 9106, "Missing X-Auth-Key, X-Auth-Email or Authorization headers");
    }
    const valid = authorization === undefined ? key === token : isBearer(authorization, token);
    return valid ? next() : failure(401, 10000, "Authentication error");
  };
}

function isBearer(authorization: string, token: string): boolean {
  const [scheme, value, ...rest] = authorization.split(" ");
  return scheme?.toLowerCase() === "bearer" && value === token && rest.length === 0;
}

/** The credentials reach one account; every other one is as closed as one that does not exist. */
export function ownAccount(accountId: string): MiddlewareHandler<AppEnv> {
  return async function ownAccount(c, next) {
    return c.req.param("account_id") === accountId
      ? next()
      : failure(403, 10000, "Authentication error");
  };
}
