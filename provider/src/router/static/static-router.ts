/**
 * Router with static routes as the input of the platforms. It is validated and contains defaults and canonical
 * addresses.
 */
import type { Family } from "../../domain/prefix";
import { Steering } from "../../domain/values";
import {
  clampOf,
  type Ends,
  familiesOf,
  type Link,
  type LinkedRouter,
  linkOf,
  networks,
} from "../router";
import type { StaticRouterConfigArgs, StaticRouterSession } from "./args";

/** Tiers of the routes to a prefix, the preferred tier first. */
export const TIERS = ["preferred", "secondary", "standby"] as const;
export type Tier = (typeof TIERS)[number];

/**
 * Administrative distance of each tier, or `undefined` for the platform's default. The explicit distances are higher
 * than those of all routing protocols, of which BGP's 200 is the highest. A backup route therefore ranks behind the
 * preferred route of another router.
 */
export const DISTANCES: Readonly<Record<Tier, number | undefined>> = {
  preferred: undefined,
  secondary: 220,
  standby: 240,
};

export interface StaticLink extends Link {
  tier: Tier;
  /** Seconds within which the router removes dead routes, or `undefined` without routes to track. */
  trackedWithin: number | undefined;
}

export interface StaticRouter extends LinkedRouter {
  links: readonly StaticLink[];
  /** Prefixes that the router reaches through Cloudflare. */
  prefixes: Record<Family, readonly string[]>;
}

/** Static route over a link. */
export interface StaticRoute extends Ends {
  prefix: string;
  link: StaticLink;
}

export function staticRouterOf(args: StaticRouterConfigArgs): StaticRouter {
  const links = args.sessions.map((session) => staticLinkOf(session, args));
  const sizes = TIERS.map((tier) => links.filter((link) => link.tier === tier).length);
  return {
    standalone: args.standalone ?? false,
    links,
    families: familiesOf(links),
    vrf: args.vrf,
    mssClamp: clampOf(args),
    bfd: false,
    paths: Math.max(...sizes),
    prefixes: { ipv4: networks(args.routes, "ipv4"), ipv6: networks(args.routes, "ipv6") },
  };
}

export function routesOf({ links, prefixes }: StaticRouter, family: Family): StaticRoute[] {
  return links.flatMap((link) =>
    link.ends
      .filter((ends) => ends.family === family)
      .flatMap((ends) => prefixes[family].map((prefix) => ({ ...ends, prefix, link }))),
  );
}

function staticLinkOf(
  session: StaticRouterSession,
  { routes }: StaticRouterConfigArgs,
): StaticLink {
  return {
    ...linkOf(session),
    tier: tierOf(session.steering),
    trackedWithin: routes.length > 0 ? session.trackedWithin : undefined,
  };
}

function tierOf(steering: Steering | undefined): Tier {
  return steering === Steering.Secondary || steering === Steering.Standby ? steering : "preferred";
}
