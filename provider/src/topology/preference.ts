/**
 * Which session carries the traffic. Each direction has its own preference, and neither side knows
 * the other's: toward Cloudflare the customer's routers take the highest local preference, to the
 * customer Cloudflare takes the lowest route priority. Equals share (ECMP).
 */

export interface Preferred {
  localPreference?: number;
  routePriority?: number;
}

/** What routers take where nothing is said. */
const LOCAL_PREFERENCE = 100;
/** What Cloudflare gives to routes that it learns by BGP. */
const ROUTE_PRIORITY = 100;

/** Negative where the first one is preferred toward Cloudflare. */
export function byLocalPreference(one: Preferred, other: Preferred): number {
  return (other.localPreference ?? LOCAL_PREFERENCE) - (one.localPreference ?? LOCAL_PREFERENCE);
}

/** Negative where the first one is preferred to the customer. */
export function byRoutePriority(one: Preferred, other: Preferred): number {
  return (one.routePriority ?? ROUTE_PRIORITY) - (other.routePriority ?? ROUTE_PRIORITY);
}
