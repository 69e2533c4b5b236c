import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "../http/env";
import type { Network } from "../network/network";
import type { Faults } from "./faults";
import { spoil } from "./spoil";
import { subjectOf } from "./which";

/** Applies the oldest matching fault to each request. */
export function faultInjection(faults: Faults, network: Network): MiddlewareHandler<AppEnv> {
  return async function faultInjection(c, next) {
    const subject = subjectOf(c.req.method, c.req.path);
    const hit = faults.take(subject);
    try {
      await (hit === undefined ? next() : spoil(c, next, hit, network));
    } finally {
      hit?.release();
      faults.over(subject);
    }
  };
}
