import type { MiddlewareHandler } from "hono";
import type { Changes } from "../control/changes";
import type { Simulation } from "../network/simulation";
import type { AppEnv } from "./env";

/** What was to happen by now has happened before the request is looked at. */
export function settled(simulation: Simulation): MiddlewareHandler<AppEnv> {
  return async function settled(_, next) {
    simulation.settle();
    await next();
  };
}

/** Tells those who watch that there was a request. */
export function announced(changes: Changes): MiddlewareHandler<AppEnv> {
  return async function announced(c, next) {
    await next();
    const looksOnly = c.req.path.startsWith("/_simulator/") && c.req.method === "GET";
    if (!looksOnly) {
      changes.emit();
    }
  };
}
