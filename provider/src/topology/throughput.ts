/** How much the sessions that carry the traffic carry together. */

import { type CapacityRange, capacityOn } from "./capacity";
import type { Design, Port, Session } from "./design";
import type { Capacity } from "./failure";
import { byName } from "./places";
import { activeSessions, NOTHING_DOWN, routesOf, type Traffic, trafficWithout } from "./traffic";

/** Calculates the capacity of sessions that share some traffic. */
export type SharedCapacity = (sessions: readonly Session[]) => CapacityRange;

/** Remembers the capacity of each list of sessions: a failure leaves most destinations with the same list. */
export function capacityOnPorts(ports: ReadonlyMap<string, Port>): SharedCapacity {
  const known = new WeakMap<readonly Session[], CapacityRange>();
  const calculate = capacityOn(ports);
  return (sessions) => {
    const capacity = known.get(sessions) ?? calculate(sessions);
    known.set(sessions, capacity);
    return capacity;
  };
}

/**
 * Guaranteed throughput in Gbps per direction.
 *
 * The split among prefixes is unknown, so this assumes that all traffic goes to the prefix with the lowest capacity.
 */
export function certainThroughput(
  { toCustomer, toCloudflare }: Traffic,
  capacity: SharedCapacity,
): Capacity {
  const perDestination = toCustomer
    .filter(({ sessions, stuckOn }) => sessions.length > 0 && stuckOn.length === 0)
    .map(({ sessions }) => capacity(sessions).least.toCustomer);
  return {
    toCustomer: perDestination.length > 0 ? Math.min(...perDestination) : 0,
    toCloudflare: capacity(toCloudflare).least.toCloudflare,
  };
}

/** Traffic in Gbps per direction that may get through over the active sessions if all unknown values are favourable. */
export function possibleThroughput(
  active: readonly Session[],
  toCloudflare: readonly Session[],
  capacity: SharedCapacity,
): Capacity {
  return {
    toCustomer: capacity(active).most.toCustomer,
    toCloudflare: capacity(toCloudflare).most.toCloudflare,
  };
}

/** Capacity of the design without failures, in Gbps. */
export function capacityOfDesign({ ports, sessions }: Design): CapacityRange {
  const traffic = trafficWithout(routesOf(sessions), NOTHING_DOWN);
  const capacity = capacityOnPorts(byName(ports));
  return {
    least: certainThroughput(traffic, capacity),
    most: possibleThroughput(activeSessions(traffic.toCustomer), traffic.toCloudflare, capacity),
  };
}
