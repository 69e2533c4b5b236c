import type { MiddlewareHandler } from "hono";
import type { Changes } from "../control/changes";
import type { Simulation } from "../network/simulation";
import type { AppEnv } from "./env";

/** Completes due deletions, and records the links before a request that may change them. */
export function catchUp(simulation: Simulation): MiddlewareHandler<AppEnv> {
  return async function catchUp(c, next) {
    simulation.removeDue();
    if (mayChangeLinks(c.req.method, c.req.path)) {
      simulation.recordLinks();
    }
    await next();
  };
}

// Orders and deletions do not change other links, so recording all links before them is unnecessary.
function mayChangeLinks(method: string, path: string): boolean {
  return path.startsWith("/_simulator/") ? method !== "GET" : method === "PUT";
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
