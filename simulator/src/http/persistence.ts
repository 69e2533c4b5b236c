import type { MiddlewareHandler } from "hono";
import type { StateFile } from "../state/state-file";
import type { AppEnv } from "./env";

/** Nothing is acknowledged that is not in the file. */
export function persistence(file: StateFile): MiddlewareHandler<AppEnv> {
  return async function persistence(c, next) {
    await next();
    // Also after a refusal: a fault may have changed something on the way to it.
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      await file.save();
    }
  };
}
