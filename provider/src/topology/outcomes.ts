/** Calculates the outcomes of all single failures and of all pairs of failures. */

import { distinct } from "../domain/distinct";
import { hasBackup, nameOfBackup, reachesBackup } from "./backup";
import { judgedDemand, meets } from "./capacity";
import type { Design, Session } from "./design";
import type { Capacity, Failure, Outcome, Verdict } from "./failure";
import { failuresOf } from "./failures";
import { outageOf } from "./outage";
import { byName, namesOf } from "./places";
import {
  capacityOnPorts,
  certainThroughput,
  possibleThroughput,
  type SharedCapacity,
} from "./throughput";
import {
  activeSessions,
  type Destination,
  type Routes,
  routesOf,
  type Traffic,
  trafficWithout,
} from "./traffic";

/** Part of an outcome that depends only on the ports that are down. */
type PortOutcome = Omit<Outcome, "failures">;

/** Failure whose ports are a bit mask of their positions in the design. */
interface MaskedFailure {
  failure: Failure;
  down: bigint;
}

export interface Outcomes {
  /** Outcome without failures. */
  baseline: Outcome;
  singles: readonly Outcome[];
  /** Calculates the outcomes of all pairs of failures. They are calculated on demand, because there are many. */
  pairs(): Outcome[];
}

/** Calculates the outcomes of a design. Failures that take down the same ports share one calculation. */
export function outcomesOf(design: Design): Outcomes {
  const routes = routesOf(design.sessions);
  const evaluate = evaluatorOf(design, routes);
  const evaluated = new Map<string, PortOutcome>();

  function outcomeOf(...failed: MaskedFailure[]): Outcome {
    const failures = failed.map(({ failure }) => failure);
    // The key is a string, because V8 hashes only the low 64 bits of a bigint.
    const key = failed.reduce((down, one) => down | one.down, 0n).toString(16);
    const result = evaluated.get(key) ?? evaluate(failures.flatMap(({ ports }) => ports));
    evaluated.set(key, result);
    return { failures, ...result, verdict: accountForUncertainty(result.verdict, failures) };
  }

  const outageAfter = outageOf(design, routes);

  const masked = failuresOf(design.ports).map((failure) => ({
    failure,
    down: design.ports.reduce(
      (down, { name }, at) => (failure.ports.includes(name) ? down | (1n << BigInt(at)) : down),
      0n,
    ),
  }));
  return {
    baseline: outcomeOf(),
    singles: masked.map((one) => ({ ...outcomeOf(one), outage: outageAfter(one.failure) })),
    pairs: () =>
      masked.flatMap((one, at) =>
        masked
          .slice(at + 1)
          .filter((other) => !isIncluded(one, other) && !isIncluded(other, one))
          .map((other) => outcomeOf(one, other)),
      ),
  };
}

/** Calculates what remains of a design if the ports with these names are down. */
export function outcomeWithout(design: Design, ports: readonly string[]): PortOutcome {
  return evaluatorOf(design, routesOf(design.sessions))(ports);
}

/** Prepares the data that all evaluations of failed ports share. */
function evaluatorOf(design: Design, routes: Routes) {
  const { ports, sessions, backup } = design;
  const names = namesOf(ports);
  const prefixes = distinct(sessions.flatMap((session) => session.prefixes ?? []));
  const shared = capacityOnPorts(byName(ports));
  const backupPath = hasBackup(backup) ? [nameOfBackup(backup)] : [];

  return function evaluate(failed: readonly string[]): PortOutcome {
    const down = new Set(failed);
    const traffic = trafficWithout(routes, down);
    const { toCustomer, toCloudflare } = traffic;
    const lost = toCustomer.filter(isLost);
    const onBackup = lost.filter((destination) => reachesBackup(destination, backup));
    const active = activeSessions(
      onBackup.length === 0
        ? toCustomer
        : toCustomer.filter((destination) => !onBackup.includes(destination)),
    );
    const lostPrefixes = new Set(lost.flatMap((destination) => destination.prefixes));
    const unreachable = prefixes.filter((prefix) => lostPrefixes.has(prefix));
    const capacity = certainThroughput(traffic, shared);
    return {
      survivors: names.filter((name) => !down.has(name)),
      capacity,
      reachable: prefixes.filter((prefix) => !lostPrefixes.has(prefix)),
      unreachable,
      path: {
        toCustomer: [...namesOf(active), ...(onBackup.length > 0 ? backupPath : [])],
        toCloudflare: toCloudflare.length > 0 ? namesOf(toCloudflare) : backupPath,
      },
      verdict: verdictOf(traffic, active, shared, capacity, design),
    };
  };
}

function verdictOf(
  traffic: Traffic,
  active: readonly Session[],
  shared: SharedCapacity,
  capacity: Capacity,
  design: Design,
): Verdict {
  const { backup } = design;
  const demand = judgedDemand(design);
  if (traffic.toCloudflare.length === 0) {
    return traffic.toCustomer.every((lost) => reachesBackup(lost, backup)) ? "backup" : "lost";
  }
  // The backup replaces the interconnects. It does not add to their capacity.
  if (!meets(capacity, demand)) {
    return meets(possibleThroughput(active, traffic.toCloudflare, shared), demand)
      ? "unknown"
      : "degraded";
  }
  return traffic.toCustomer.some(isLost) ? "degraded" : "carried";
}

/** Whether some traffic to these prefixes reaches no session that is up. */
function isLost({ sessions, stuckOn }: Destination): boolean {
  return sessions.length === 0 || stuckOn.length > 0;
}

/**
 * Adjusts the verdict of uncertain failures. If ports are only assumed to fail together, only the verdict `carried` is
 * certain.
 */
function accountForUncertainty(verdict: Verdict, failures: readonly Failure[]): Verdict {
  return verdict !== "carried" && failures.some(({ uncertain }) => uncertain) ? "unknown" : verdict;
}

/** Whether the first failure takes down only ports that the second failure also takes down. */
function isIncluded(one: MaskedFailure, other: MaskedFailure): boolean {
  return (one.down | other.down) === other.down;
}
