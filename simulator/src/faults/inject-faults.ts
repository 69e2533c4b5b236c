import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "../http/env";
import type { Network } from "../network/network";
import { applyFault } from "./apply-fault";
import type { Faults } from "./faults";
import { subjectOf } from "./which";

/** Applies the oldest matching fault to each request. */
export function injectFaults(faults: Faults, network: Network): MiddlewareHandler<AppEnv> {
  return async function injectFaults(c, next) {
    const subject = subjectOf(c.req.method, c.req.path);
    const hit = faults.findHit(subject);
    try {
      await (hit === undefined ? next() : applyFault(c, next, hit, network));
    } finally {
      hit?.release();
      faults.countEndedRequest(subject);
    }
  };
}
