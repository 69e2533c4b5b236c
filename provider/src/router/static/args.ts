/** Arguments of `routerConfig()` for static routes. */

import type { Steering } from "../../domain/values";
import type { RouterConfigArgs } from "../args";
import type { RouterLink } from "../session";

/** Session without BGP: static routes over one CNI. */
export interface StaticRouterSession extends RouterLink {
  /**
   * What the session is for. Sets the administrative distance of its routes: the platform's default for
   * `primary` and `share`, 220 for `secondary` and 240 for `standby`; on BIRD, preference 200, 80 and 60. Set it on every
   * session of the router, or on none.
   *
   * @default the platform's default
   */
  steering?: Steering;
  /**
   * Seconds in which the router removes the routes of the session after the far end stops answering pings (object
   * tracking): 3 to 60. Only IOS XR and Junos have it; on the other platforms, the text says what to do.
   *
   * @default no tracking: the routes stay while the interface is up
   */
  trackedWithin?: number;
}

/** Arguments of `routerConfig()` for sessions without BGP. */
export interface StaticRouterConfigArgs
  extends Pick<RouterConfigArgs, "platform" | "standalone" | "vrf" | "mssClamp"> {
  /** Sessions of the router, at least one. */
  sessions: readonly StaticRouterSession[];
  /**
   * Prefixes that the router reaches through Cloudflare, such as `0.0.0.0/0`. Each session gets a static route to each of
   * them. `[]` for none, as under direct server return, where replies leave over the Internet providers.
   */
  routes: readonly string[];
}
