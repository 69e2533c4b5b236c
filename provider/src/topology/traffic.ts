/** Determines which sessions carry the traffic in each direction. */

import { distinct } from "../domain/distinct";
import { covers, parsePrefix } from "../domain/prefix";
import type { Session } from "./design";
import { priorityIfDown } from "./health-check";
import { byLocalPreference, learnsByBgp, priorityOf } from "./preference";

/** Sessions by tier. The sessions of a tier share the traffic to Cloudflare once all earlier tiers are down. */
type Tiers = readonly (readonly Session[])[];

/** Session that Cloudflare's table contains for a prefix. */
interface RankedSession {
  session: Session;
  /**
   * Rank among routes with the same prefix length. It depends on the priority; at the same priority, static routes come
   * before routes learned by BGP.
   */
  rank: number;
  /** Rank while a health check finds the session down. Without a health check, it equals `rank`. */
  rankIfDown: number;
  /** Whether Cloudflare keeps the route while the session is dead. Cloudflare withdraws only routes learned by BGP. */
  isStatic: boolean;
}

/**
 * Routes to one destination with the same prefix length, the preferred route first. The next level applies only if no
 * route of this level is left.
 */
type Level = readonly RankedSession[];

/** Routing table of a design. It does not depend on failures. */
export interface Routes {
  /** Destinations, grouped by the sessions that reach them. */
  toCustomer: readonly { levels: readonly Level[]; whenAllAreUp: Destination }[];
  toCloudflare: Tiers;
}

/** Traffic to the customer for some prefixes, or all traffic if the design has no prefixes. */
export interface Destination {
  prefixes: readonly string[];
  /** Sessions that share the traffic. The list is empty if no session that is up reaches the prefixes. */
  sessions: readonly Session[];
  /** Dead sessions whose static routes still attract all or part of the traffic. */
  stuckOn: readonly Session[];
  /**
   * Which live sessions these routes hide: sessions with a shorter prefix, or with a less preferred route to the same
   * prefix.
   */
  hidden: "none" | "shorter-prefix" | "later-route";
}

export interface Traffic {
  toCustomer: readonly Destination[];
  /** Sessions that share the traffic from the customer. */
  toCloudflare: readonly Session[];
}

/** Session that reaches a prefix, with the length of the prefix that it announces. */
interface Route {
  session: Session;
  length: number;
}

export const NOTHING_DOWN: ReadonlySet<string> = new Set();

/** Builds the routing table. An assessment builds it once and uses it for every set of failed ports. */
export function routesOf(sessions: readonly Session[]): Routes {
  const toCustomer = new Map<string, { prefixes: string[]; levels: Level[] }>();
  for (const { prefixes, routes } of routesByPrefix(sessions)) {
    const levels = tiersOf(routes, byLength).map((level) =>
      distinct(level.map(({ session }) => session))
        .map(toRanked)
        .toSorted((a, b) => a.rank - b.rank),
    );
    const key = JSON.stringify(levels.map((level) => level.map(({ session }) => session.name)));
    const destination = toCustomer.get(key) ?? { prefixes: [], levels };
    destination.prefixes.push(...prefixes);
    toCustomer.set(key, destination);
  }
  return {
    toCustomer: [...toCustomer.values()].map(({ prefixes, levels }) => ({
      levels,
      whenAllAreUp: { prefixes, ...carriersOf(levels, NOTHING_DOWN) },
    })),
    toCloudflare: tiersOf(sessions, byLocalPreference),
  };
}

function toRanked(session: Session): RankedSession {
  const isStatic = !learnsByBgp(session);
  // At the same priority, a static route comes before a route learned by BGP.
  const step = isStatic ? 0 : 0.5;
  const rank = priorityOf(session) + step;
  return { session, rank, rankIfDown: priorityIfDown(session) + step, isStatic };
}

/** Finds the sessions that carry the traffic while the ports with these names are down. */
export function trafficWithout(
  { toCustomer, toCloudflare }: Routes,
  down: ReadonlySet<string>,
): Traffic {
  return {
    // Most failures do not affect most destinations. All unaffected destinations share one object.
    toCustomer: toCustomer.map(({ levels, whenAllAreUp }) =>
      levels[0]?.some(({ session }) => down.has(session.port))
        ? { prefixes: whenAllAreUp.prefixes, ...carriersOf(levels, down) }
        : whenAllAreUp,
    ),
    toCloudflare: firstUp(toCloudflare, down),
  };
}

/**
 * Finds the sessions that carry the traffic to a destination. Cloudflare uses the longest prefix first, whatever its
 * priority, and never removes a static route. A dead static route therefore hides all shorter prefixes. Among routes of
 * the same length, a health check ranks it behind the others.
 */
function carriersOf(
  levels: readonly Level[],
  down: ReadonlySet<string>,
): Omit<Destination, "prefixes"> {
  const isUp = ({ session }: RankedSession) => !down.has(session.port);
  for (const [at, level] of levels.entries()) {
    const best = level.find(isUp);
    const dead = level.filter((one) => one.isStatic && !isUp(one));
    if (best !== undefined) {
      const ahead = dead.filter(({ rankIfDown }) => rankIfDown <= best.rank);
      const isHidden = ahead.some(({ rankIfDown }) => rankIfDown < best.rank);
      return {
        sessions: isHidden
          ? []
          : sessionsOf(level.filter((one) => one.rank === best.rank && isUp(one))),
        stuckOn: sessionsOf(ahead),
        hidden: isHidden ? "later-route" : "none",
      };
    }
    if (dead.length > 0) {
      const isHidden = levels.slice(at + 1).some((shorter) => shorter.some(isUp));
      return {
        sessions: [],
        stuckOn: sessionsOf(dead),
        hidden: isHidden ? "shorter-prefix" : "none",
      };
    }
  }
  return { sessions: [], stuckOn: [], hidden: "none" };
}

/** Dead session whose route must be withdrawn or ranked lower before the traffic moves. */
export interface InTheWay {
  session: Session;
  /** Whether the penalty of a health check alone moves the traffic, without waiting for BGP. */
  isPenaltyEnough: boolean;
}

/**
 * Finds the dead sessions that Cloudflare tries before the traffic to a destination reaches its new path. Without
 * carriers, the new path is a tunnel, which reaches the longest prefix.
 */
export function inTheWayOf(
  levels: readonly Level[],
  down: ReadonlySet<string>,
  carriers: readonly Session[],
  tunnelPriority: number,
): InTheWay[] {
  const isUp = ({ session }: RankedSession) => !down.has(session.port);
  const last = carriers.length === 0 ? 0 : levels.findIndex((level) => level.some(isUp));
  const best = carriers.length === 0 ? undefined : levels[last]?.find(isUp)?.rank;
  const next = best ?? tunnelPriority;
  return levels.slice(0, last + 1).flatMap((level, at) =>
    level
      .filter((one) => !isUp(one) && (best === undefined || at < last || one.rank <= best))
      .map(({ session, rankIfDown }) => ({
        session,
        isPenaltyEnough: at === last && rankIfDown > next,
      })),
  );
}

/** Finds the dead sessions toward Cloudflare that the customer's routers try before a live session. */
export function inTheWayToCloudflare(
  { toCloudflare }: Routes,
  down: ReadonlySet<string>,
): readonly Session[] {
  const isUp = ({ port }: Session) => !down.has(port);
  const found = toCloudflare.findIndex((tier) => tier.some(isUp));
  const tried = found === -1 ? toCloudflare : toCloudflare.slice(0, found + 1);
  return tried.flatMap((tier) => tier.filter((session) => !isUp(session)));
}

function sessionsOf(ranked: readonly RankedSession[]): Session[] {
  return ranked.map(({ session }) => session);
}

function firstUp(tiers: Tiers, down: ReadonlySet<string>): readonly Session[] {
  for (const tier of tiers) {
    const up = tier.filter(({ port }) => !down.has(port));
    if (up.length > 0) return up;
  }
  return [];
}

/** Returns the sessions that carry any of the traffic to the customer. */
export function activeSessions(toCustomer: readonly Destination[]): readonly Session[] {
  const [first, ...others] = toCustomer;
  if (first !== undefined && others.length === 0) return first.sessions;
  // A `Set` is faster here than `distinct`. A large design has thousands of failures with hundreds of destinations
  // each.
  const active = new Set<Session>();
  for (const { sessions } of toCustomer) for (const session of sessions) active.add(session);
  return [...active];
}

/** Returns the routes to each prefix. Without prefixes, returns one entry with the routes for all traffic. */
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

/** Sorts routes with the longest prefix first. */
function byLength(one: Route, other: Route): number {
  return other.length - one.length;
}

/** Sorts by preference and groups items of equal preference. */
function tiersOf<T>(items: readonly T[], compare: (one: T, other: T) => number): T[][] {
  const tiers: T[][] = [];
  for (const item of items.toSorted(compare)) {
    const [last] = tiers.slice(-1);
    if (last?.slice(0, 1).some((equal) => compare(equal, item) === 0)) last.push(item);
    else tiers.push([item]);
  }
  return tiers;
}
