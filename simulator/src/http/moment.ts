import type { MiddlewareHandler } from "hono";
import type { Changes } from "../control/changes";
import type { Simulation } from "../network/simulation";
import type { AppEnv } from "./env";

/** Completes pending deletions that are due, before the request is handled. */
export function removeDueObjects(simulation: Simulation): MiddlewareHandler<AppEnv> {
  return async function removeDueObjects(_, next) {
    simulation.removeDue();
    await next();
  };
}

/** Notifies watchers after a request, except after a GET of the controls. */
export function notifyWatchers(changes: Changes): MiddlewareHandler<AppEnv> {
  return async function notifyWatchers(c, next) {
    await next();
    const looksOnly = c.req.path.startsWith("/_simulator/") && c.req.method === "GET";
    if (!looksOnly) {
      changes.emit();
    }
  };
}
