/**
 * Capacity of ports within Cloudflare's limits.
 *
 * Toward the customer, a port carries its full rate, regardless of its number of sessions. Toward Cloudflare:
 *
 * - v2: 1 Gbps per CNI. Four 10 Gbps ports with one session each carry 4 Gbps. Cloudflare does not publish whether
 *   several sessions on one port get 1 Gbps each or share it, so only 1 Gbps is certain.
 * - v1: 1 Gbps per GRE tunnel, or the full rate for peering without tunnels.
 *
 * A port without a session carries nothing.
 */

import { FACTS } from "../domain/facts";
import { UseCase } from "../domain/values";
import type { Demand, Design, Port, Session } from "./design";
import type { Capacity } from "./failure";

const CEILING_PER_CNI = FACTS.toCloudflarePerCni.value;
const CEILING_PER_TUNNEL = FACTS.toCloudflarePerGreTunnel.value;

/** Lower and upper bound in Gbps. They differ if something is unknown, such as the speed of a port. */
export interface CapacityRange {
  least: Capacity;
  most: Capacity;
}

/** Total capacity of the ports over these sessions. */
export function capacityOf(
  ports: ReadonlyMap<string, Port>,
  sessions: readonly Pick<Session, "port">[],
): CapacityRange {
  const counts = new Map<string, number>();
  for (const { port } of sessions) counts.set(port, (counts.get(port) ?? 0) + 1);
  const loads: CapacityRange[] = [];
  for (const [name, count] of counts) {
    const port = ports.get(name);
    if (port !== undefined) loads.push(capacityOfPort(port, count));
  }
  return sumOf(loads);
}

/**
 * Returns a function that calculates the lower bound of {@link capacityOf} for many lists of sessions. It looks up each
 * port once, because the lower bound is the same for one session and for several.
 */
export function leastCapacityOn(ports: ReadonlyMap<string, Port>) {
  const known = new Map(
    [...ports].map(([name, port]) => [name, { ...capacityOfPort(port, 1).least, list: 0 }]),
  );
  let list = 0;
  return (sessions: readonly Pick<Session, "port">[]): Capacity => {
    list += 1;
    const total = { toCustomer: 0, toCloudflare: 0 };
    for (const { port } of sessions) {
      const own = known.get(port);
      if (own === undefined || own.list === list) continue;
      own.list = list;
      total.toCustomer += own.toCustomer;
      total.toCloudflare += own.toCloudflare;
    }
    return total;
  };
}

/** Capacity of a port with this number of sessions. */
export function capacityOfPort(port: Port, sessions: number): CapacityRange {
  if (sessions === 0) return sumOf([]);
  const ceiling = ceilingOf(port, sessions);
  const limited = (rate: number, most: number) => ({
    toCustomer: rate,
    toCloudflare: Math.min(rate, most),
  });
  return {
    least: limited(port.speed ?? 0, ceiling.least),
    most: limited(port.speed ?? Number.POSITIVE_INFINITY, ceiling.most),
  };
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

/**
 * Demand that the interconnects must meet. Under direct server return, replies leave over the Internet providers, so
 * the interconnects need no capacity toward Cloudflare.
 */
export function judgedDemand({ demand, useCase }: Design): Demand | undefined {
  return useCase === UseCase.MagicTransitDsr ? { toCustomer: demand?.toCustomer } : demand;
}

export function meets(
  { toCustomer, toCloudflare }: Capacity,
  { toCustomer: down = 0, toCloudflare: up = 0 }: Demand = {},
): boolean {
  return toCustomer >= down && toCloudflare >= up;
}

/** Number of GRE tunnels over a port; always 0 on v2. */
export function tunnelsOf({ dataplane, greTunnels }: Port): number {
  return dataplane === "v1" ? (greTunnels ?? 1) : 0;
}

/** Cloudflare's limit in Gbps toward Cloudflare, regardless of the port's rate. */
function ceilingOf(port: Port, sessions: number): { least: number; most: number } {
  if (port.dataplane !== "v1") return { least: CEILING_PER_CNI, most: sessions * CEILING_PER_CNI };
  const tunnels = tunnelsOf(port);
  const ceiling =
    port.peering && tunnels === 0 ? Number.POSITIVE_INFINITY : tunnels * CEILING_PER_TUNNEL;
  return { least: ceiling, most: ceiling };
}
