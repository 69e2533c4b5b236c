/** Static routes for FRR 8 or newer, with zebra and staticd. Source: FRR's user guide, "STATIC". */
import { IP, interfaceOf } from "../frr";
import { hostCommands, sharingRequirement } from "../linux";
import type { RouterText } from "../text";
import { notesWithoutTracking, REMOVE_OLD_ROUTES, staticNotes } from "./notes";
import { DISTANCES, routesOf, type StaticRoute, type StaticRouter } from "./static-router";

export function frrStatic(router: StaticRouter): RouterText {
  return {
    host: hostCommands(router),
    required: ["staticd", ...sharingRequirement(router)],
    notes: [
      "Paste it in vtysh after configure terminal.",
      ...staticNotes(router),
      ...notesWithoutTracking(router),
      ...(router.standalone ? [] : [REMOVE_OLD_ROUTES]),
    ],
    body: [
      ...router.links.flatMap(interfaceOf),
      ...router.families.flatMap((family) =>
        routesOf(router, family).map((route) => lineOf(router, route)),
      ),
    ],
  };
}

/**
 * Returns the line of a route. On FRR, a route replaces an earlier route to the same next hop, whatever the distances.
 */
function lineOf({ vrf }: StaticRouter, { family, prefix, neighbor, link }: StaticRoute): string {
  return [
    `${IP[family]} route ${prefix} ${neighbor} ${link.interface}`,
    DISTANCES[link.tier],
    vrf && `vrf ${vrf}`,
  ]
    .filter((part) => part !== undefined)
    .join(" ");
}
