/**
 * Route preferences for each steering of a session, in both directions.
 *
 * Toward the customer, Cloudflare prefers the lowest route priority. A session with BGP sets the priority by a
 * community. Toward Cloudflare, the customer's routers prefer the highest local preference.
 */

import { FACTS } from "./facts";
import type { Steering } from "./values";

export interface Preferences {
  /** Priority of the static routes. */
  routePriority: number;
  /** Community that sets the same priority for routes learned by BGP. */
  community: keyof typeof FACTS.communityPriorities.value;
  localPreference: number;
}

function preferences(community: Preferences["community"], localPreference: number): Preferences {
  return {
    routePriority: FACTS.communityPriorities.value[community],
    community,
    localPreference,
  };
}

/**
 * Preferences by steering.
 *
 * The priority of a standby session is higher than that of a degraded primary session (50 + 500,000) and lower than
 * that of a primary session that is down (50 + 1,000,000). 13335:60902 (1,001,000) is not used, because it loses to a
 * default route that is down.
 */
export const PREFERENCES: Readonly<Record<Steering, Preferences>> = {
  primary: preferences("13335:60050", 200),
  share: preferences("13335:60050", 200),
  secondary: preferences("13335:60150", 150),
  standby: preferences("13335:60901", 50),
};

/**
 * Priority of static routes over a backup tunnel. They rank after a standby session (501,000) and a degraded primary
 * session (500,050), and before a primary session that is down (1,000,050).
 */
export const BACKUP_ROUTE_PRIORITY = 700_000;
