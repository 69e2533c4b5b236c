/** Which session carries the traffic: the highest local preference, then the lowest priority. */

interface Preferred {
  localPreference?: number;
  routePriority?: number;
}

/** What routers take where nothing is said. */
const LOCAL_PREFERENCE = 100;
/** What Cloudflare gives to routes that it learns by BGP. */
const ROUTE_PRIORITY = 100;

/** Negative where the first one is preferred, 0 where they share the traffic (ECMP). */
export function comparePreference(one: Preferred, other: Preferred): number {
  return (
    (other.localPreference ?? LOCAL_PREFERENCE) - (one.localPreference ?? LOCAL_PREFERENCE) ||
    (one.routePriority ?? ROUTE_PRIORITY) - (other.routePriority ?? ROUTE_PRIORITY)
  );
}
