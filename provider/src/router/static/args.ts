/** Arguments of `routerConfig()` for static routes. */

import type { Steering } from "../../domain/values";
import type { RouterConfigArgs } from "../args";
import type { RouterLink } from "../session";

/** Session without BGP. It has static routes over one CNI. */
export interface StaticRouterSession extends RouterLink {
  /**
   * Role of the session. Sets the administrative distance of its routes: the platform's default for `primary` and
   * `share`, 220 for `secondary`, and 240 for `standby`. On BIRD, sets the preference instead: 200, 80 and 60. Set the
   * steering of all sessions of the router, or of none.
   *
   * @default the platform's default
   */
  steering?: Steering;
  /**
   * Seconds within which the router removes the routes of the session after the far end stops responding to pings
   * (object tracking), 3 to 60. Only supported on IOS XR and Junos. On the other platforms, the comments of the text
   * say what to do.
   *
   * @default no tracking: the routes stay while the interface is up
   */
  trackedWithin?: number;
}

/** Arguments of `routerConfig()` for sessions without BGP. */
export interface StaticRouterConfigArgs
  extends Pick<RouterConfigArgs, "platform" | "standalone" | "vrf" | "mssClamp"> {
  /** Sessions of the router. At least one is required. */
  sessions: readonly StaticRouterSession[];
  /**
   * Prefixes that the router reaches through Cloudflare, such as `0.0.0.0/0`. Each session gets a static route to each
   * of them. Set `[]` for no routes. With direct server return, for example, replies leave over the Internet providers.
   */
  routes: readonly string[];
}
