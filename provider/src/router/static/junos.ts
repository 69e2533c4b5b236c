/**
 * Static routes for Junos as `set` commands. Sources: Juniper's CLI reference, "static (Protocols)",
 * "qualified-next-hop (Static Routes)", "rpm-tracking" (18.4R1 or newer) and "probe (Real-Time Performance
 * Monitoring)".
 */
import type { Family } from "../../domain/prefix";
import { at, interfaceOf } from "../junos";
import type { RouterText } from "../text";
import { namesOf, notesOnTracking, staticNotes } from "./notes";
import {
  DISTANCES,
  routesOf,
  type StaticLink,
  type StaticRoute,
  type StaticRouter,
  TIERS,
  type Tier,
} from "./static-router";

/** Default preference of static routes on Junos. */
const DEFAULT_PREFERENCE = 5;
/** Maximum number of pings in a test. */
const MOST_PINGS = 15;

export function junosStatic(router: StaticRouter): RouterText {
  const { vrf, links } = router;
  const best = bestTier(links);
  const tracked = links.filter((link) => isTracked(link, best));
  const unheeded = links.filter(
    ({ tier, trackedWithin }) => tier !== best && trackedWithin !== undefined,
  );
  return {
    required: [
      ...(vrf === undefined ? [] : [`routing-instances ${vrf} with its instance-type`]),
      ...(router.paths > 1
        ? ["routing-options forwarding-table export <a policy with load-balance per-packet>"]
        : []),
    ],
    notes: [
      'Paste it in configuration mode, then commit. The first time, "delete" reports "statement not found".',
      ...staticNotes(router),
      ...notesOnTracking(router),
      ...(unheeded.length > 0
        ? [
            `Junos can track only one preference per prefix, which is that of the preferred sessions. It does not track the routes of ${namesOf(unheeded)}.`,
          ]
        : []),
    ],
    body: [
      ...(router.standalone ? [] : removed(router).map((path) => `delete ${path}`)),
      ...[
        ...links.flatMap((link) => interfaceOf(router, link)),
        ...(router.standalone ? shared(router) : []),
        ...tracked.flatMap((link) => probe(router, link)),
        ...router.families.flatMap((family) => routes(router, family, best)),
      ].map((statement) => `set ${statement}`),
    ],
  };
}

function bestTier(links: readonly StaticLink[]): Tier | undefined {
  return TIERS.find((tier) => links.some((link) => link.tier === tier));
}

/**
 * Whether Junos tracks the routes of a link. A tracked route has no qualified next hops, so only one tier can be
 * tracked.
 */
function isTracked({ tier, trackedWithin }: StaticLink, best: Tier | undefined): boolean {
  return tier === best && trackedWithin !== undefined;
}

/** Returns the settings that all links of a router share. On Junos, `per-packet` means per flow. */
function shared({ paths }: StaticRouter): string[] {
  return paths > 1
    ? [
        "policy-options policy-statement cni-ecmp then load-balance per-packet",
        "routing-options forwarding-table export cni-ecmp",
      ]
    : [];
}

/** Returns all settings that an earlier text may have written for these next hops. */
function removed(router: StaticRouter): string[] {
  return [
    ...router.links.map(({ name }) => probePath(name)),
    ...router.families.flatMap((family) =>
      routesOf(router, family).flatMap(({ prefix, neighbor }) => [
        `${staticPath(router, family)} route ${prefix} next-hop ${neighbor}`,
        `${staticPath(router, family)} route ${prefix} qualified-next-hop ${neighbor}`,
        `${at(router)}routing-options rpm-tracking route ${prefix} next-hop ${neighbor}`,
      ]),
    ),
  ];
}

/**
 * Returns the settings that ping the far end every second. A test fails if all its pings are lost. The far end may also
 * fail in the middle of a test.
 */
function probe(router: StaticRouter, link: StaticLink): string[] {
  const { name, trackedWithin = 0 } = link;
  const [end] = link.ends;
  if (end === undefined) return [];
  const pings = Math.min(Math.floor((trackedWithin - 1) / 2), MOST_PINGS);
  return [
    "probe-type icmp-ping",
    `target address ${end.neighbor}`,
    `source-address ${end.local.split("/")[0]}`,
    ...(router.vrf === undefined ? [] : [`routing-instance ${router.vrf}`]),
    `probe-count ${pings}`,
    "probe-interval 1",
    "test-interval 1",
    `thresholds successive-loss ${pings}`,
  ].map((statement) => `${probePath(name)} ${statement}`);
}

function probePath(name: string): string {
  return `services rpm probe cni test ${name}`;
}

function staticPath({ vrf }: StaticRouter, family: Family): string {
  if (family === "ipv4") return `${at({ vrf })}routing-options static`;
  return `${at({ vrf })}routing-options rib ${vrf === undefined ? "" : `${vrf}.`}inet6.0 static`;
}

function routes(router: StaticRouter, family: Family, best: Tier | undefined): string[] {
  const all = routesOf(router, family);
  const sharing = all.filter(({ link }) => link.tier === best && !isTracked(link, best));
  const isShared = new Set(sharing.map(({ link }) => link)).size > 1;
  return all.flatMap((route) => {
    if (isTracked(route.link, best)) return trackedRoute(router, route);
    const path = `${staticPath(router, family)} route ${route.prefix}`;
    const preference = preferenceOf(route.link);
    // Junos uses qualified next hops one at a time.
    return isShared && route.link.tier === best
      ? [`${path} next-hop ${route.neighbor}`, `${path} preference ${preference}`]
      : [`${path} qualified-next-hop ${route.neighbor} preference ${preference}`];
  });
}

function trackedRoute(router: StaticRouter, { prefix, neighbor, link }: StaticRoute): string[] {
  const path = `${at(router)}routing-options rpm-tracking route ${prefix}`;
  return [
    `${path} next-hop ${neighbor} rpm-probe cni rpm-test ${link.name}`,
    `${path} preference ${preferenceOf(link)}`,
  ];
}

function preferenceOf({ tier }: StaticLink): number {
  return DISTANCES[tier] ?? DEFAULT_PREFERENCE;
}
