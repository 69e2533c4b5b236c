/**
 * Calculates the capacity of ports within Cloudflare's limits.
 *
 * Toward the customer, a port carries its full rate, regardless of its number of sessions. Toward Cloudflare:
 *
 * - v2: 1 Gbps per CNI. Four 10 Gbps ports with one session each carry 4 Gbps. Cloudflare does not publish whether
 * several sessions on one port get 1 Gbps each or share it, so only 1 Gbps is certain.
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

/** Minimum and maximum capacity in Gbps. They differ if a value is unknown, such as the speed of a port. */
export interface CapacityRange {
  least: Capacity;
  most: Capacity;
}

/**
 * Returns a function that calculates the total capacity of the ports for a list of sessions. It calculates each port
 * once for each number of sessions, because a large design has a hundred thousand lists.
 */
export function capacityOn(ports: ReadonlyMap<string, Port>) {
  const loads = new Map([...ports].map(([name, port]) => [name, new Load(port)]));
  return (sessions: readonly Pick<Session, "port">[]): CapacityRange => {
    const used: Load[] = [];
    for (const { port } of sessions) {
      const load = loads.get(port);
      if (load === undefined) continue;
      if (load.sessions === 0) used.push(load);
      load.sessions += 1;
    }
    return sumOf(used.map((load) => load.take()));
  };
}

/** Port with the number of its sessions in the current list. */
class Load {
  sessions = 0;
  private readonly ranges: CapacityRange[] = [];

  constructor(private readonly port: Port) {}

  /** Returns the capacity and resets the count for the next list. */
  take(): CapacityRange {
    const count = this.sessions;
    this.sessions = 0;
    const range = this.ranges[count] ?? capacityOfPort(this.port, count);
    this.ranges[count] = range;
    return range;
  }
}

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
 * Returns the demand that the interconnects must meet. With direct server return, replies leave over the Internet
 * providers, so the interconnects need no capacity toward Cloudflare.
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

/** Returns the number of GRE tunnels over a port. It is always 0 on v2. */
export function tunnelsOf({ dataplane, greTunnels }: Port): number {
  return dataplane === "v1" ? (greTunnels ?? 1) : 0;
}

/** Returns Cloudflare's limit toward Cloudflare in Gbps, regardless of the port's rate. */
function ceilingOf(port: Port, sessions: number): { least: number; most: number } {
  if (port.dataplane !== "v1") return { least: CEILING_PER_CNI, most: sessions * CEILING_PER_CNI };
  const tunnels = tunnelsOf(port);
  const ceiling =
    port.peering && tunnels === 0 ? Number.POSITIVE_INFINITY : tunnels * CEILING_PER_TUNNEL;
  return { least: ceiling, most: ceiling };
}
