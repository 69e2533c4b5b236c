/** Calculates the total capacity of the sessions that carry the traffic. */

import { type CapacityRange, capacityOn } from "./capacity";
import type { Design, Port, Session } from "./design";
import type { Capacity } from "./failure";
import { byName } from "./places";
import { activeSessions, NOTHING_DOWN, routesOf, type Traffic, trafficWithout } from "./traffic";

/** Function that calculates the capacity of sessions that share some traffic. */
export type SharedCapacity = (sessions: readonly Session[]) => CapacityRange;

/** Caches the capacity of each list of sessions, because a failure does not change the list of most destinations. */
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
 * Calculates the guaranteed throughput in Gbps per direction.
 *
 * It is unknown how traffic is divided among prefixes, so this assumes that all traffic goes to the prefix with the
 * lowest capacity.
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

/**
 * Calculates the traffic in Gbps per direction that gets through over the active sessions if all unknown values are
 * favourable.
 */
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

export function capacityOfDesign({ ports, sessions }: Design): CapacityRange {
  const traffic = trafficWithout(routesOf(sessions), NOTHING_DOWN);
  const capacity = capacityOnPorts(byName(ports));
  return {
    least: certainThroughput(traffic, capacity),
    most: possibleThroughput(activeSessions(traffic.toCustomer), traffic.toCloudflare, capacity),
  };
}
