/**
 * Preference of sessions, which is independent in each direction. Toward Cloudflare, the customer's routers prefer the
 * highest local preference; to the customer, Cloudflare prefers the lowest route priority, and a static route to one
 * learned by BGP at the same priority. Equal sessions share traffic (ECMP).
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

/** Default of routers. */
const LOCAL_PREFERENCE = 100;
const ROUTE_PRIORITY = FACTS.bgpPriority.value;

/** Priority of each community that sets one. */
export const PRIORITIES: ReadonlyMap<string, number> = new Map(
  Object.entries(FACTS.communityPriorities.value),
);

/** Whether Cloudflare learns the routes of a session by BGP. Otherwise they are static. */
export function learnsByBgp({ bgp, advertiseOnly }: Preferred): boolean {
  return bgp === true && advertiseOnly !== true;
}

/** Negative if the first is preferred toward Cloudflare. */
export function byLocalPreference(one: Preferred, other: Preferred): number {
  return (
    (declaredLocalPreference(other) ?? LOCAL_PREFERENCE) -
    (declaredLocalPreference(one) ?? LOCAL_PREFERENCE)
  );
}

/** Negative if the first is preferred to the customer. */
export function byRoutePriority(one: Preferred, other: Preferred): number {
  return (
    priorityOf(one) - priorityOf(other) || Number(learnsByBgp(one)) - Number(learnsByBgp(other))
  );
}

/** Local preference that a session declares, by `localPreference` or else by its steering. */
export function declaredLocalPreference(session: Preferred): number | undefined {
  return session.localPreference ?? preferencesOf(session)?.localPreference;
}

/** Priority that Cloudflare gives the routes of a session. */
export function priorityOf(session: Preferred): number {
  return declaredPriority(session) ?? ROUTE_PRIORITY;
}

/**
 * Route priority that a session declares: by `routePriority` for static routes, by communities and prepends for BGP, or
 * else by its steering. Of several communities, the one with the lowest priority counts.
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
  // In a stack's state, an absent value is null.
  return steering ? PREFERENCES[steering] : undefined;
}

/** Community whose priority is the nearest to this one, such as `13335:60050` for 50. */
export function nearestCommunity(priority: number): { community: string; priority: number } {
  const [nearest] = [...PRIORITIES]
    .map(([community, value]) => ({ community, priority: value }))
    .toSorted((a, b) => Math.abs(a.priority - priority) - Math.abs(b.priority - priority));
  return nearest ?? { community: "", priority: ROUTE_PRIORITY };
}
