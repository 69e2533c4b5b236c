import type { MiddlewareHandler } from "hono";
import type { Changes } from "../control/changes";
import type { Simulation } from "../network/simulation";
import type { AppEnv } from "./env";

/** Completes due deletions, and records the links before a request that may change them. */
export function catchUp(simulation: Simulation): MiddlewareHandler<AppEnv> {
  return async function catchUp(c, next) {
    simulation.removeDue();
    if (c.req.method !== "GET") {
      simulation.recordLinks();
    }
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
