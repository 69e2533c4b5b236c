import type { MiddlewareHandler } from "hono";
import type { StateFile } from "../state/state-file";
import type { AppEnv } from "./env";

/** Saves the state before responding to a request that may have changed it. */
export function saveChanges(file: StateFile): MiddlewareHandler<AppEnv> {
  return async function saveChanges(c, next) {
    await next();
    // Refused requests are included, because a fault may have changed the state before the refusal.
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      await file.save();
    }
  };
}
