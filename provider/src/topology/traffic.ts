/** Which sessions carry the traffic in each direction, and what they carry together. */

import { distinct } from "../domain/distinct";
import { isWithin, type Prefix, parsePrefix } from "../domain/prefix";
import { type CapacityRange, capacityOf, capacityOfPort } from "./capacity";
import type { Design, Port, Session } from "./design";
import type { Capacity } from "./failure";
import { byLocalPreference, byRoutePriority } from "./preference";

/** Traffic to the customer: for one prefix, or for all where a design names none. */
export interface Destination {
  prefix?: string;
  /** Those that share it; none where it is not reached. */
  sessions: readonly Session[];
}

export interface Traffic {
  toCustomer: readonly Destination[];
  /** Those that share what the customer sends. */
  toCloudflare: readonly Session[];
}

/** Gbps that get through for certain; what may get through is asked for where that is too little. */
export interface Throughput {
  least: Capacity;
  most(): Capacity;
}

/** A session that reaches a prefix, by a route of some length. */
interface Route {
  session: Session;
  length: number;
}

/** Sessions that none of them is preferred to another. */
type Equals = readonly Session[];

/** Prepares what every look at the sessions needs, for there may be many. */
export function trafficOver(
  sessions: readonly Session[],
): (isDown: (session: Session) => boolean) => Traffic {
  const shared = new Map<string, Equals>();
  /** The same sessions are one list, however many prefixes they reach, and looked at once. */
  const once = (equals: Equals) => {
    const key = equals.map(({ name }) => name).join("\n");
    const known = shared.get(key) ?? equals;
    shared.set(key, known);
    return known;
  };
  const destinations = destinationsOf(sessions).map(({ prefix, routes }) => ({
    prefix,
    tiers: tiersOf(routes, byRoute).map((tier) => once(tier.map(({ session }) => session))),
  }));
  const outward = tiersOf(sessions, byLocalPreference).map(once);

  return (isDown) => {
    const left = new Map<Equals, Equals>();
    const leftOf = (tier: Equals) => {
      const alive =
        left.get(tier) ?? (tier.some(isDown) ? tier.filter((one) => !isDown(one)) : tier);
      left.set(tier, alive);
      return alive;
    };
    const firstLeft = (tiers: readonly Equals[]) => {
      for (const tier of tiers) {
        const alive = leftOf(tier);
        if (alive.length > 0) return alive;
      }
      return [];
    };
    return {
      toCustomer: destinations.map(({ prefix, tiers }) => ({ prefix, sessions: firstLeft(tiers) })),
      toCloudflare: firstLeft(outward),
    };
  };
}

/**
 * What traffic gets through. How it is divided among prefixes is not known: to the customer, the
 * prefix with the least to carry it may be all that is asked for.
 */
export function throughputOver(ports: readonly Port[]): (traffic: Traffic) => Throughput {
  const byName = new Map(ports.map((port) => [port.name, port]));
  const known = new WeakMap<Equals, CapacityRange>();
  const rates = new Map<Port, CapacityRange[]>();
  /** The same port with as many sessions is asked for under each failure. */
  const rateOf = (port: Port, sessions: number) => {
    const own = rates.get(port) ?? [];
    const rate = own[sessions] ?? capacityOfPort(port, sessions);
    own[sessions] = rate;
    rates.set(port, own);
    return rate;
  };
  const rangeOf = (sessions: Equals) => {
    const range = known.get(sessions) ?? capacityOf(byName, sessions, rateOf);
    known.set(sessions, range);
    return range;
  };
  return ({ toCustomer, toCloudflare }) => {
    const out = rangeOf(toCloudflare);
    const reached = toCustomer.filter(({ sessions }) => sessions.length > 0);
    const each = reached.map(({ sessions }) => rangeOf(sessions).least.toCustomer);
    return {
      least: {
        toCustomer: each.length > 0 ? Math.min(...each) : 0,
        toCloudflare: out.least.toCloudflare,
      },
      most: () => ({
        toCustomer: rangeOf(carrying(toCustomer)).most.toCustomer,
        toCloudflare: out.most.toCloudflare,
      }),
    };
  };
}

/** What gets through when nothing fails. */
export function capacityOfDesign({ ports, sessions }: Design): CapacityRange {
  const { least, most } = throughputOver(ports)(trafficOver(sessions)(() => false));
  return { least, most: most() };
}

/** The sessions that have some of the traffic to the customer. */
export function carrying(toCustomer: readonly Destination[]): Equals {
  const shares = distinct(toCustomer.map(({ sessions }) => sessions));
  const [only = []] = shares;
  return shares.length > 1 ? distinct(shares.flat()) : only;
}

/** The routes to each prefix. */
function destinationsOf(sessions: readonly Session[]): { prefix?: string; routes: Route[] }[] {
  const announced = sessions.flatMap((session) =>
    (session.prefixes ?? []).map((prefix) => ({ session, prefix, parsed: parsePrefix(prefix) })),
  );
  if (announced.length === 0) {
    return [{ routes: sessions.map((session) => ({ session, length: 0 })) }];
  }
  return distinct(announced.map(({ prefix }) => prefix)).map((prefix) => {
    const inner = parsePrefix(prefix);
    const routes = announced
      .filter((route) => route.prefix === prefix || covers(route.parsed, inner))
      .map(({ session, parsed }) => ({ session, length: parsed?.length ?? 0 }));
    return { prefix, routes };
  });
}

function covers(outer: Prefix | undefined, inner: Prefix | undefined): boolean {
  return outer !== undefined && inner !== undefined && isWithin(inner, outer);
}

/** The longest prefix goes before any priority. */
function byRoute(one: Route, other: Route): number {
  return other.length - one.length || byRoutePriority(one.session, other.session);
}

/** The preferred ones first, equals together. */
function tiersOf<T>(items: readonly T[], compare: (one: T, other: T) => number): T[][] {
  const tiers: T[][] = [];
  for (const item of items.toSorted(compare)) {
    const [last] = tiers.slice(-1);
    if (last?.slice(0, 1).some((equal) => compare(equal, item) === 0)) last.push(item);
    else tiers.push([item]);
  }
  return tiers;
}
