/** Static routes for BIRD 2.0.9 or newer. Source: BIRD's user guide, "Static". */
import type { Family } from "../../domain/prefix";
import { hostCommands, sharingRequirement } from "../linux";
import type { RouterText } from "../text";
import { notesWithoutTracking, staticNotes } from "./notes";
import { routesOf, type StaticLink, type StaticRouter, type Tier } from "./static-router";

/**
 * Preference of the routes in each tier. BIRD prefers the highest value. 200 is the default for static routes; OSPF has
 * 150, RIP 120 and BGP 100.
 */
const PREFERENCES: Readonly<Record<Tier, number>> = { preferred: 200, secondary: 80, standby: 60 };

export function birdStatic(router: StaticRouter): RouterText {
  return {
    host: [
      ...hostCommands(router),
      ...router.links.flatMap((link) =>
        link.ends.map(({ local }) => `ip address add ${local} dev ${link.interface}`),
      ),
    ],
    required: [
      "protocol device",
      ...router.families.map((family) => kernelOf(router, family)),
      ...sharingRequirement(router),
    ],
    notes: [
      ...(router.standalone ? [] : ["Include it in bird.conf, then run birdc configure."]),
      ...staticNotes(router),
      ...notesWithoutTracking(router),
    ],
    body: [
      ...(router.standalone ? shared(router) : []),
      ...router.families.flatMap((family) =>
        router.links
          .filter(({ ends }) => ends.some((end) => end.family === family))
          .flatMap((link) => protocol(router, link, family)),
      ),
    ],
  };
}

function kernelOf({ vrf, paths }: StaticRouter, family: Family): string {
  const merge = paths > 1 ? `merge paths on limit ${paths}; ` : "";
  const table = vrf === undefined ? "" : `table '${vrf}-${family}'; `;
  const ofVrf = vrf === undefined ? "" : `vrf "${vrf}"; kernel table <its table>; `;
  return `protocol kernel { ${ofVrf}${merge}${family} { ${table}export where source = RTS_STATIC; }; }`;
}

/** Returns the settings that all protocols of a router share. */
function shared(router: StaticRouter): string[] {
  return ["protocol device {}", ...router.families.map((family) => kernelOf(router, family))];
}

function protocol(router: StaticRouter, link: StaticLink, family: Family): string[] {
  const { name, tier, description } = link;
  const table = router.vrf === undefined ? "" : ` table '${router.vrf}-${family}';`;
  return [
    `protocol static 'cni-static-${name}-${family}' {`,
    `  description "${description}";`,
    ...(router.vrf === undefined ? [] : [`  vrf "${router.vrf}";`]),
    // Without this option, the routes stay as long as the interface has its address, even without light.
    "  check link;",
    `  ${family} {${table} preference ${PREFERENCES[tier]}; };`,
    ...routesOf(router, family)
      .filter((route) => route.link === link)
      .map(({ prefix, neighbor }) => `  route ${prefix} via ${neighbor};`),
    "}",
  ];
}
