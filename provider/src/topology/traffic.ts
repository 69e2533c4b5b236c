/** Which sessions carry the traffic in each direction, and how much they carry together. */

import { distinct } from "../domain/distinct";
import { FACTS } from "../domain/facts";
import { isWithin, type Prefix, parsePrefix } from "../domain/prefix";
import { type CapacityRange, capacityOf } from "./capacity";
import type { Design, Port, Session } from "./design";
import type { Capacity } from "./failure";
import { isProbed } from "./health-check";
import { namesOf } from "./places";
import { byLocalPreference, byRoutePriority, learnsByBgp, priorityOf } from "./preference";

const DOWN_PENALTY = FACTS.downPenalty.value;

/** Sessions that share the traffic to Cloudflare, as soon as all tiers before theirs are down. */
type Tiers = readonly (readonly Session[])[];

/** Routes to one prefix that have the same length, the preferred first. Only if none is left, the next level counts. */
type Level = readonly Session[];

/** Routing table of a design, which does not depend on failures. */
export interface Routes {
  /** Destinations with their prefixes, grouped by the sessions that reach them. Empty prefixes mean all traffic. */
  toCustomer: readonly { prefixes: readonly string[]; levels: readonly Level[] }[];
  toCloudflare: Tiers;
}

/** Traffic to the customer for some prefixes, or all of it if the design has no prefixes. */
export interface Destination {
  prefixes: readonly string[];
  /** Sessions that share it; empty if no session that is up reaches the prefixes. */
  sessions: readonly Session[];
  /** Dead sessions whose static routes still attract the traffic, or a share of it. */
  stuckOn: readonly Session[];
  /** Whether these routes hide a session that is up and reaches a shorter prefix. */
  isHidden: boolean;
}

export interface Traffic {
  toCustomer: readonly Destination[];
  /** Sessions that share the traffic from the customer. */
  toCloudflare: readonly Session[];
}

/** Session that reaches a prefix, with the length of the prefix it announces. */
interface Route {
  session: Session;
  length: number;
}

/** Builds the routing table. An assessment builds it once and evaluates it for every set of failed ports. */
export function routesOf(sessions: readonly Session[]): Routes {
  const toCustomer = new Map<string, { prefixes: string[]; levels: Level[] }>();
  for (const { prefixes, routes } of routesByPrefix(sessions)) {
    const levels = tiersOf(routes, byLength).map((level) =>
      level.map(({ session }) => session).toSorted(byRoutePriority),
    );
    const key = JSON.stringify(levels.map(namesOf));
    const destination = toCustomer.get(key) ?? { prefixes: [], levels };
    destination.prefixes.push(...prefixes);
    toCustomer.set(key, destination);
  }
  return {
    toCustomer: [...toCustomer.values()],
    toCloudflare: tiersOf(sessions, byLocalPreference),
  };
}

/** Finds the sessions that carry the traffic while the ports with these names are down. */
export function trafficWithout(
  { toCustomer, toCloudflare }: Routes,
  down: ReadonlySet<string>,
): Traffic {
  return {
    toCustomer: toCustomer.map(({ prefixes, levels }) => ({
      prefixes,
      ...carriersOf(levels, down),
    })),
    toCloudflare: firstUp(toCloudflare, down),
  };
}

/**
 * Cloudflare takes the longest prefix first, whatever its priority, and never removes a static route. A dead one therefore
 * hides every shorter prefix; among routes of its length, a health check puts it behind the others.
 */
function carriersOf(
  levels: readonly Level[],
  down: ReadonlySet<string>,
): Omit<Destination, "prefixes"> {
  for (const [at, level] of levels.entries()) {
    const up = level.filter(({ port }) => !down.has(port));
    const dead = level.filter((session) => down.has(session.port) && !learnsByBgp(session));
    const [best] = up;
    if (best !== undefined) {
      return {
        sessions: up.filter((session) => byRoutePriority(session, best) === 0),
        stuckOn: dead.filter((session) => byRoutePriority(penalized(session), best) <= 0),
        isHidden: false,
      };
    }
    if (dead.length > 0) {
      const shorter = levels.slice(at + 1).flat();
      return { sessions: [], stuckOn: dead, isHidden: shorter.some(({ port }) => !down.has(port)) };
    }
  }
  return { sessions: [], stuckOn: [], isHidden: false };
}

/** A static route as Cloudflare ranks it while its session is dead. */
function penalized(session: Session): Session {
  if (!isProbed(session)) return session;
  return { ...session, steering: undefined, routePriority: priorityOf(session) + DOWN_PENALTY };
}

function firstUp(tiers: Tiers, down: ReadonlySet<string>): readonly Session[] {
  for (const tier of tiers) {
    const up = tier.filter(({ port }) => !down.has(port));
    if (up.length > 0) return up;
  }
  return [];
}

/**
 * Guaranteed throughput in Gbps per direction.
 *
 * The split among prefixes is unknown, so this assumes that all traffic goes to the prefix with the lowest capacity.
 */
export function certainThroughput(
  { toCustomer, toCloudflare }: Traffic,
  ports: ReadonlyMap<string, Port>,
): Capacity {
  const perDestination = toCustomer
    .filter(({ sessions, stuckOn }) => sessions.length > 0 && stuckOn.length === 0)
    .map(({ sessions }) => capacityOf(ports, sessions).least.toCustomer);
  return {
    toCustomer: perDestination.length > 0 ? Math.min(...perDestination) : 0,
    toCloudflare: capacityOf(ports, toCloudflare).least.toCloudflare,
  };
}

/** Traffic that may get through if all unknown values are favourable, in Gbps per direction. */
export function possibleThroughput(
  { toCustomer, toCloudflare }: Traffic,
  ports: ReadonlyMap<string, Port>,
): Capacity {
  return {
    toCustomer: capacityOf(ports, activeSessions(toCustomer)).most.toCustomer,
    toCloudflare: capacityOf(ports, toCloudflare).most.toCloudflare,
  };
}

/** Capacity of the design without failures, in Gbps. */
export function capacityOfDesign({ ports, sessions }: Design): CapacityRange {
  const traffic = trafficWithout(routesOf(sessions), new Set());
  const portsByName = byName(ports);
  return {
    least: certainThroughput(traffic, portsByName),
    most: possibleThroughput(traffic, portsByName),
  };
}

export function byName(ports: readonly Port[]): ReadonlyMap<string, Port> {
  return new Map(ports.map((port) => [port.name, port]));
}

/** Sessions that carry any of the traffic to the customer. */
export function activeSessions(toCustomer: readonly Destination[]): readonly Session[] {
  return distinct(toCustomer.flatMap(({ sessions }) => sessions));
}

/** Routes to each prefix; without prefixes, one entry with the routes for all traffic. */
function routesByPrefix(sessions: readonly Session[]): { prefixes: string[]; routes: Route[] }[] {
  const announced = sessions.flatMap((session) =>
    (session.prefixes ?? []).map((prefix) => ({ session, prefix, parsed: parsePrefix(prefix) })),
  );
  if (announced.length === 0) {
    return [{ prefixes: [], routes: sessions.map((session) => ({ session, length: 0 })) }];
  }
  return distinct(announced.map(({ prefix }) => prefix)).map((prefix) => {
    const inner = parsePrefix(prefix);
    const routes = announced
      .filter((route) => route.prefix === prefix || covers(route.parsed, inner))
      .map(({ session, parsed }) => ({ session, length: parsed?.length ?? 0 }));
    return { prefixes: [prefix], routes };
  });
}

function covers(outer: Prefix | undefined, inner: Prefix | undefined): boolean {
  return outer !== undefined && inner !== undefined && isWithin(inner, outer);
}

/** Sorts the longest prefix first. */
function byLength(one: Route, other: Route): number {
  return other.length - one.length;
}

/** Sorts by preference and groups equals. */
function tiersOf<T>(items: readonly T[], compare: (one: T, other: T) => number): T[][] {
  const tiers: T[][] = [];
  for (const item of items.toSorted(compare)) {
    const [last] = tiers.slice(-1);
    if (last?.slice(0, 1).some((equal) => compare(equal, item) === 0)) last.push(item);
    else tiers.push([item]);
  }
  return tiers;
}
