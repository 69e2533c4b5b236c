import { compare } from "../domain/text";
import type { Assessment } from "./assessment";
import { availabilityOf } from "./availability";
import type { Blocker, Severity } from "./blocker";
import { checkNames } from "./check-names";
import { checkValues } from "./check-values";
import type { Design } from "./design";
import type { Capacity, DirectionOutage, Outage, Outcome } from "./failure";
import { fulfils, intentOf } from "./intent";
import { isOperational } from "./operational";
import { longer, NO_OUTAGE } from "./outage-range";
import { outcomesOf } from "./outcomes";
import { blockersOf } from "./rules";
import { structureOf } from "./structure";

/**
 * Assesses a design: which intent it achieves, which rules it breaks, and what remains after every failure. The order
 * of ports and sessions does not matter. Throws a `CniError` if the design is not valid.
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
 *   maintenanceNotification: [
 *     { alertType: "cni_maintenance_notification" },
 *     { alertType: "maintenance_event_notification" },
 *   ],
 * });
 * console.log(met); // false
 * console.log(blockers[0]?.type); // TOO_FEW_DEVICES
 * ```
 */
export function assess(unsorted: Design): Assessment {
  checkValues(unsorted);
  checkNames(unsorted);
  const design = sortByName(unsorted);
  const { name, intent, ports } = design;
  const configured = intentOf(ports);
  const outcomes = outcomesOf(design);
  const { baseline, singles } = outcomes;
  const availability = availabilityOf(design);
  const blockers = blockersOf(design, outcomes, availability);
  return {
    name,
    intent,
    configured,
    operational: intentOf(ports.filter((port) => isOperational(port, design))),
    met: isMet(fulfils(configured, intent), blockers),
    blockers,
    structure: structureOf(ports),
    capacity: baseline.capacity,
    worstCase: singles.map(({ capacity }) => capacity).reduce(minCapacity, baseline.capacity),
    worstOutage: worstOutageOf(singles),
    ...(availability ? { availability } : {}),
    singleFailures: singles,
    pairs: outcomes.pairs(),
  };
}

function isMet(isFulfilled: boolean, blockers: readonly Blocker[]): Assessment["met"] {
  const has = (severity: Severity) => blockers.some((found) => found.severity === severity);
  if (has("error")) return false;
  if (has("unknown")) return "unknown";
  return isFulfilled;
}

function minCapacity(one: Capacity, other: Capacity): Capacity {
  return {
    toCustomer: Math.min(one.toCustomer, other.toCustomer),
    toCloudflare: Math.min(one.toCloudflare, other.toCloudflare),
  };
}

function worstOutageOf(singles: readonly Outcome[]): Outage {
  const worst = (direction: keyof Outage, mode: keyof DirectionOutage) =>
    singles.flatMap(({ outage }) => outage?.[direction][mode] ?? []).reduce(longer, NO_OUTAGE);
  const both = (direction: keyof Outage) => ({
    seen: worst(direction, "seen"),
    silent: worst(direction, "silent"),
  });
  return { toCustomer: both("toCustomer"), toCloudflare: both("toCloudflare") };
}

function sortByName(design: Design): Design {
  const byName = (one: { name: string }, other: { name: string }) => compare(one.name, other.name);
  return {
    ...design,
    ports: design.ports.toSorted(byName),
    sessions: design.sessions.toSorted(byName),
  };
}
