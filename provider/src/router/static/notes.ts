/** Comments that texts with static routes have. */
import { linkNotes } from "../text";
import { DISTANCES, type StaticLink, type StaticRouter } from "./static-router";

export function staticNotes(router: StaticRouter): string[] {
  const backups = router.links.filter(({ tier }) => DISTANCES[tier] !== undefined);
  return [
    ...linkNotes(router),
    ...(backups.length > 0
      ? [
          `The routes of ${namesOf(backups)} rank behind those of every routing protocol, so that the preferred link of another router goes first.`,
        ]
      : []),
  ];
}

/** Note for platforms that keep the routes of an earlier text. */
export const REMOVE_OLD_ROUTES = "Routes that only an earlier text has stay: remove them by hand.";

/** Notes for platforms without a way to track the far end of a static route. */
export function notesWithoutTracking(router: StaticRouter): string[] {
  return linksWithRoutes(router).flatMap(({ name, ends: [end], trackedWithin }) =>
    trackedWithin === undefined || end === undefined
      ? [deadRouteNote(name)]
      : [
          `${deadRouteNote(name)} Let a monitor ping ${end.neighbor}, and remove the routes within ${trackedWithin} s.`,
        ],
  );
}

/** Notes for platforms that can track the far end. */
export function notesOnTracking(router: StaticRouter): string[] {
  const links = linksWithRoutes(router);
  const tracked = links.filter(({ trackedWithin }) => trackedWithin !== undefined);
  return [
    ...(tracked.length > 0
      ? [
          `The routes of ${namesOf(tracked)} need answers to pings from Cloudflare's end: check that it sends them.`,
        ]
      : []),
    ...links
      .filter((link) => !tracked.includes(link))
      .map(({ name }) => `${deadRouteNote(name)} Set trackedWithin.`),
  ];
}

function linksWithRoutes({ links, prefixes }: StaticRouter): readonly StaticLink[] {
  return prefixes.ipv4.length + prefixes.ipv6.length > 0 ? links : [];
}

function deadRouteNote(name: string): string {
  return `Nothing tracks the far end of ${name}: its routes stay while its interface is up, even if the far end is dead.`;
}

export function namesOf(links: readonly StaticLink[]): string {
  return links.map(({ name }) => name).join(" and ");
}
