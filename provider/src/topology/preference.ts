/**
 * Preference of sessions, which is independent in each direction. Toward Cloudflare, the customer's routers prefer the
 * highest local preference; to the customer, Cloudflare prefers the lowest route priority, and a static route to one
 * learned by BGP at the same priority. Equal sessions share traffic (ECMP).
 */

import { FACTS } from "../domain/facts";

export interface Preferred {
  bgp?: boolean;
  advertiseOnly?: boolean;
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
  return (other.localPreference ?? LOCAL_PREFERENCE) - (one.localPreference ?? LOCAL_PREFERENCE);
}

/** Negative if the first is preferred to the customer. */
export function byRoutePriority(one: Preferred, other: Preferred): number {
  return (
    (declaredPriority(one) ?? ROUTE_PRIORITY) - (declaredPriority(other) ?? ROUTE_PRIORITY) ||
    Number(learnsByBgp(one)) - Number(learnsByBgp(other))
  );
}

/**
 * Route priority that a session declares: by `routePriority` for static routes, by communities and prepends for BGP.
 * Of several communities, the one with the lowest priority counts.
 */
export function declaredPriority(session: Preferred): number | undefined {
  const { routePriority, communities = [], prepends = 0 } = session;
  if (!learnsByBgp(session)) return routePriority;
  const base = communities.flatMap((community) => PRIORITIES.get(community) ?? []);
  if (base.length === 0 && prepends === 0) return undefined;
  const lowest = base.length === 0 ? ROUTE_PRIORITY : Math.min(...base);
  return lowest + prepends * FACTS.prependPenalty.value;
}

/** Community whose priority is the nearest to this one, such as `13335:60050` for 50. */
export function nearestCommunity(priority: number): { community: string; priority: number } {
  const [nearest] = [...PRIORITIES]
    .map(([community, value]) => ({ community, priority: value }))
    .toSorted((a, b) => Math.abs(a.priority - priority) - Math.abs(b.priority - priority));
  return nearest ?? { community: "", priority: ROUTE_PRIORITY };
}
