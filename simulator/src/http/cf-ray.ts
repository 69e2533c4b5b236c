import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./env";

/** Every answer of Cloudflare's edge carries a `cf-ray`; here it counts. */
export function cfRay(): MiddlewareHandler<AppEnv> {
  let count = 0;
  return async function cfRay(c, next) {
    count += 1;
    const ray = `${count.toString(16).padStart(16, "0")}-SIM`;
    await next();
    c.header("cf-ray", ray);
  };
}
