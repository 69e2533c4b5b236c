/** Static routes for Arista EOS. Source: Arista's EOS user manual, "IPv4", command "ip route". */
import { IP, interfaceOf, policyRoute, ROUTING } from "../eos";
import type { RouterText } from "../text";
import { notesWithoutTracking, REMOVE_OLD_ROUTES, staticNotes } from "./notes";
import { DISTANCES, routesOf, type StaticRouter } from "./static-router";

export function eosStatic(router: StaticRouter): RouterText {
  const { vrf, standalone } = router;
  const inVrf = vrf === undefined ? "" : ` vrf ${vrf}`;
  return {
    required: [
      ...(vrf === undefined ? [] : [`vrf instance ${vrf}`]),
      ...router.families.map((family) => `${ROUTING[family]}${inVrf}`),
    ],
    notes: [
      "Paste it in a configuration session (configure session cni), then commit, so that it takes effect as a whole.",
      ...staticNotes(router),
      // EOS can track static routes only with BFD.
      ...notesWithoutTracking(router),
      ...(standalone ? [] : [REMOVE_OLD_ROUTES]),
    ],
    body: [
      ...(standalone ? [...router.families.map((family) => ROUTING[family]), "!"] : []),
      ...router.links.flatMap(policyRoute),
      ...router.links.flatMap((link) => interfaceOf(router, link)),
      ...router.families.flatMap((family) =>
        routesOf(router, family).map(({ prefix, neighbor, link }) =>
          [`${IP[family]} route${inVrf} ${prefix} ${neighbor}`, DISTANCES[link.tier]]
            .filter((part) => part !== undefined)
            .join(" "),
        ),
      ),
      "!",
    ],
  };
}
