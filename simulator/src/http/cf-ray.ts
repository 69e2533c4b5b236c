import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./env";

/** Adds a `cf-ray` header to every response, as Cloudflare's edge does. Its value is a counter. */
export function addCfRay(): MiddlewareHandler<AppEnv> {
  let count = 0;
  return async function addCfRay(c, next) {
    count += 1;
    const ray = `${count.toString(16).padStart(16, "0")}-SIM`;
    await next();
    c.header("cf-ray", ray);
  };
}
