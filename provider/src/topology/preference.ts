/**
 * Preference of sessions, which is independent in each direction. Toward Cloudflare, the customer's routers prefer the
 * highest local preference; to the customer, Cloudflare prefers the lowest route priority. Equal sessions share traffic
 * (ECMP).
 */

import { FACTS } from "../domain/facts";

export interface Preferred {
  localPreference?: number;
  routePriority?: number;
}

/** Default of routers. */
const LOCAL_PREFERENCE = 100;
const ROUTE_PRIORITY = FACTS.bgpPriority.value;

/** Negative if the first is preferred toward Cloudflare. */
export function byLocalPreference(one: Preferred, other: Preferred): number {
  return (other.localPreference ?? LOCAL_PREFERENCE) - (one.localPreference ?? LOCAL_PREFERENCE);
}

/** Negative if the first is preferred to the customer. */
export function byRoutePriority(one: Preferred, other: Preferred): number {
  return (one.routePriority ?? ROUTE_PRIORITY) - (other.routePriority ?? ROUTE_PRIORITY);
}
