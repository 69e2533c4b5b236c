/**
 * What ports can carry, within Cloudflare's ceilings.
 *
 * To the customer a port carries its rate, however many sessions it has. Toward Cloudflare:
 *
 * - v2: 1 Gbps for each CNI, and each session is one. Four ports of 10 Gbps with one session each
 *   are 4 Gbps. More sessions on a port carry more, up to its rate; they fail with it all the same,
 *   so no intent counts them.
 * - v1: 1 Gbps for each GRE tunnel, or the full rate for peering without tunnels.
 *
 * A port without a session carries nothing.
 */

import type { Demand, Port, Session } from "./design";
import type { Capacity } from "./failure";

const CEILING_PER_CNI = 1;
const CEILING_PER_TUNNEL = 1;

/** The same where all is known; a port of unknown speed may carry nothing, or all it is asked to. */
export interface CapacityRange {
  least: Capacity;
  most: Capacity;
}

/** What ports carry together over these sessions. */
export function capacityOf(
  ports: ReadonlyMap<string, Port>,
  sessions: readonly Pick<Session, "port">[],
): CapacityRange {
  const counts = new Map<string, number>();
  for (const { port } of sessions) counts.set(port, (counts.get(port) ?? 0) + 1);
  const rates: CapacityRange[] = [];
  for (const [name, count] of counts) {
    const port = ports.get(name);
    if (port !== undefined) rates.push(capacityOfPort(port, count));
  }
  return sumOf(rates);
}

/** What a port with so many sessions carries. */
export function capacityOfPort(port: Port, sessions: number): CapacityRange {
  if (sessions === 0) return sumOf([]);
  const ceiling = ceilingOf(port, sessions);
  const at = (rate: number) => ({ toCustomer: rate, toCloudflare: Math.min(rate, ceiling) });
  return { least: at(port.speed ?? 0), most: at(port.speed ?? Number.POSITIVE_INFINITY) };
}

export function sumOf(ranges: readonly CapacityRange[]): CapacityRange {
  const sum: CapacityRange = {
    least: { toCustomer: 0, toCloudflare: 0 },
    most: { toCustomer: 0, toCloudflare: 0 },
  };
  for (const { least, most } of ranges) {
    sum.least.toCustomer += least.toCustomer;
    sum.least.toCloudflare += least.toCloudflare;
    sum.most.toCustomer += most.toCustomer;
    sum.most.toCloudflare += most.toCloudflare;
  }
  return sum;
}

export function meets(
  { toCustomer, toCloudflare }: Capacity,
  { toCustomer: down = 0, toCloudflare: up = 0 }: Demand = {},
): boolean {
  return toCustomer >= down && toCloudflare >= up;
}

/** GRE tunnels over a port; none exist on v2. */
export function tunnelsOf({ dataplane, greTunnels }: Port): number {
  return dataplane === "v1" ? (greTunnels ?? 1) : 0;
}

/** Gbps toward Cloudflare that the rate of the port does not lower yet. */
function ceilingOf(port: Port, sessions: number): number {
  if (port.dataplane !== "v1") return sessions * CEILING_PER_CNI;
  const tunnels = tunnelsOf(port);
  return port.peering && tunnels === 0 ? Number.POSITIVE_INFINITY : tunnels * CEILING_PER_TUNNEL;
}
