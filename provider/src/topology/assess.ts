import { compare } from "../domain/text";
import type { Assessment } from "./assessment";
import { checkNames } from "./check-names";
import { checkValues } from "./check-values";
import type { Design, Port } from "./design";
import type { Capacity } from "./failure";
import { fulfils, intentOf } from "./intent";
import { outcomes } from "./outcomes";
import { blockersOf } from "./rules";
import { structureOf } from "./structure";

/**
 * The judgement on a design. The order in which its ports and sessions are listed does not matter.
 *
 * @example
 * ```ts
 * import { assess } from "pulumi-cloudflare-cni/topology";
 *
 * const { met, blockers } = assess({
 *   name: "transit",
 *   intent: "device-diverse",
 *   ports: [
 *     { name: "a", speed: 10, facility: "Equinix AM1", device: "ccr01.ams-a" },
 *     { name: "b", speed: 10, facility: "Equinix AM1", device: "ccr01.ams-a" },
 *   ],
 *   sessions: [],
 *   backup: { kind: "internet" },
 *   maintenanceNotification: true,
 * });
 * console.log(met); // false
 * console.log(blockers[0]?.type); // TOO_FEW_DEVICES
 * ```
 */
export function assess(given: Design): Assessment {
  checkValues(given);
  checkNames(given);
  const design = inOrder(given);
  const { name, intent, ports } = design;
  const configured = intentOf(ports);
  const blockers = blockersOf(design);
  const { baseline, singles, pairs } = outcomes(design);
  return {
    name,
    intent,
    configured,
    operational: intentOf(ports.filter((port) => isOperational(port, design))),
    met: fulfils(configured, intent) && !blockers.some(({ severity }) => severity === "error"),
    blockers,
    structure: structureOf(ports),
    capacity: baseline.capacity,
    worstCase: singles.map(({ capacity }) => capacity).reduce(lower, baseline.capacity),
    singleFailures: singles,
    pairs: pairs(),
  };
}

/** Healthy, and no session on it, or one that is not known to be down. */
function isOperational({ name, state }: Port, { sessions }: Design): boolean {
  const own = sessions.filter(({ port }) => port === name);
  return state === "Healthy" && (own.length === 0 || own.some(({ up }) => up !== false));
}

function lower(one: Capacity, other: Capacity): Capacity {
  return {
    toCustomer: Math.min(one.toCustomer, other.toCustomer),
    toCloudflare: Math.min(one.toCloudflare, other.toCloudflare),
  };
}

function inOrder(design: Design): Design {
  const byName = (one: { name: string }, other: { name: string }) => compare(one.name, other.name);
  return {
    ...design,
    ports: design.ports.toSorted(byName),
    sessions: design.sessions.toSorted(byName),
  };
}
