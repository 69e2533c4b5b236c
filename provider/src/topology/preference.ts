/**
 * Preference among sessions. The two directions are independent. Toward Cloudflare, the customer's routers prefer the
 * highest local preference. Toward the customer, Cloudflare prefers the lowest route priority, and at the same priority
 * a static route over a route learned by BGP. Sessions with equal preference share the traffic (ECMP).
 */

import { FACTS } from "../domain/facts";
import { PREFERENCES } from "../domain/steering";
import type { Steering } from "../domain/values";

export interface Preferred {
  bgp?: boolean;
  advertiseOnly?: boolean;
  steering?: Steering;
  localPreference?: number;
  routePriority?: number;
  communities?: readonly string[];
  prepends?: number;
}

/** Default local preference of routers. */
const LOCAL_PREFERENCE = 100;
const ROUTE_PRIORITY = FACTS.bgpPriority.value;

/** Priorities by community, for communities that set a priority. */
export const PRIORITIES: ReadonlyMap<string, number> = new Map(
  Object.entries(FACTS.communityPriorities.value),
);

/** Whether Cloudflare learns the routes of a session by BGP. Otherwise, they are static. */
export function learnsByBgp({ bgp, advertiseOnly }: Preferred): boolean {
  return bgp === true && advertiseOnly !== true;
}

/** Compares the preferences toward Cloudflare. The result is negative if the first session is preferred. */
export function byLocalPreference(one: Preferred, other: Preferred): number {
  return (
    (declaredLocalPreference(other) ?? LOCAL_PREFERENCE) -
    (declaredLocalPreference(one) ?? LOCAL_PREFERENCE)
  );
}

/** Compares the preferences toward the customer. The result is negative if the first session is preferred. */
export function byRoutePriority(one: Preferred, other: Preferred): number {
  return (
    priorityOf(one) - priorityOf(other) || Number(learnsByBgp(one)) - Number(learnsByBgp(other))
  );
}

/** Returns the local preference that a session declares, either with `localPreference` or through its steering. */
export function declaredLocalPreference(session: Preferred): number | undefined {
  return session.localPreference ?? preferencesOf(session)?.localPreference;
}

/** Returns the priority that Cloudflare gives to the routes of a session. */
export function priorityOf(session: Preferred): number {
  return declaredPriority(session) ?? ROUTE_PRIORITY;
}

/**
 * Returns the route priority that a session declares: with `routePriority` for static routes, with communities and
 * prepends for BGP, or otherwise through its steering. If a session has several communities, the lowest priority
 * applies.
 */
export function declaredPriority(session: Preferred): number | undefined {
  const { routePriority, communities, prepends = 0 } = session;
  const steering = preferencesOf(session);
  if (!learnsByBgp(session)) return routePriority ?? steering?.routePriority;
  const announced = communities ?? (steering === undefined ? [] : [steering.community]);
  const base = announced.flatMap((community) => PRIORITIES.get(community) ?? []);
  if (base.length === 0 && prepends === 0) return undefined;
  const lowest = base.length === 0 ? ROUTE_PRIORITY : Math.min(...base);
  return lowest + prepends * FACTS.prependPenalty.value;
}

function preferencesOf({ steering }: Preferred) {
  // A missing value is null in a stack's state.
  return steering ? PREFERENCES[steering] : undefined;
}

/** Returns the community whose priority is nearest to the given one, such as `13335:60050` for 50. */
export function nearestCommunity(priority: number): { community: string; priority: number } {
  const [nearest] = [...PRIORITIES]
    .map(([community, value]) => ({ community, priority: value }))
    .toSorted((a, b) => Math.abs(a.priority - priority) - Math.abs(b.priority - priority));
  return nearest ?? { community: "", priority: ROUTE_PRIORITY };
}
