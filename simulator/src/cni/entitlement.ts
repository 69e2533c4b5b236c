import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "../http/env";
import { statuses } from "../network/behaviour";
import type { Network } from "../network/network";
import { CniError } from "./error";

/** Refuses every CNI request if the switch `entitlement` is "no-cni". */
export function requireEntitlement(network: Network): MiddlewareHandler<AppEnv> {
  return async function requireEntitlement(_, next) {
    const { entitlement, notEntitled } = network.behaviour;
    if (entitlement === "no-cni") {
      throw new CniError(
        statuses[notEntitled],
        "The account is not entitled to Network Interconnect",
      );
    }
    await next();
  };
}
