/** Comments in texts with static routes. */
import { linkNotes } from "../text";
import { DISTANCES, type StaticLink, type StaticRouter } from "./static-router";

export function staticNotes(router: StaticRouter): string[] {
  const backups = router.links.filter(({ tier }) => DISTANCES[tier] !== undefined);
  return [
    ...linkNotes(router),
    ...(backups.length > 0
      ? [
          `The routes of ${namesOf(backups)} rank behind the routes of all routing protocols, so that the preferred link of another router takes precedence.`,
        ]
      : []),
  ];
}

/** Note for platforms on which the routes of an earlier text remain. */
export const REMOVE_OLD_ROUTES =
  "Routes that only an earlier text contains remain on the router. Remove them by hand.";

/** Returns the notes for platforms that cannot track the far end of a static route. */
export function notesWithoutTracking(router: StaticRouter): string[] {
  return linksWithRoutes(router).flatMap(({ name, ends: [end], trackedWithin }) =>
    trackedWithin === undefined || end === undefined
      ? [deadRouteNote(name)]
      : [
          `${deadRouteNote(name)} Set up a monitor that pings ${end.neighbor} and removes the routes within ${trackedWithin} s.`,
        ],
  );
}

/** Returns the notes for platforms that can track the far end. */
export function notesOnTracking(router: StaticRouter): string[] {
  const links = linksWithRoutes(router);
  const tracked = links.filter(({ trackedWithin }) => trackedWithin !== undefined);
  return [
    ...(tracked.length > 0
      ? [
          `The routes of ${namesOf(tracked)} require Cloudflare's end to respond to pings. Check that it does.`,
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
  return `Nothing tracks the far end of ${name}: its routes stay while its interface is up, even if the far end has failed.`;
}

export function namesOf(links: readonly StaticLink[]): string {
  return links.map(({ name }) => name).join(" and ");
}
