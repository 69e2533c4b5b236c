/**
 * Static routes for Cisco IOS XR. Sources: Cisco's command references for IOS XR, "Static Routing", "IP Service Level
 * Agreement" and "Object Tracking", and version 24.4.2 of the YANG model Cisco-IOS-XR-um-track-cfg.
 */
import type { Family } from "../../domain/prefix";
import { interfaceOf, mssNotes, policyRoute } from "../ios-xr";
import type { RouterText } from "../text";
import { notesOnTracking, REMOVE_OLD_ROUTES, staticNotes } from "./notes";
import {
  DISTANCES,
  routesOf,
  type StaticLink,
  type StaticRoute,
  type StaticRouter,
} from "./static-router";

/** Number of the first IP SLA operation. An object can track operations with numbers up to 2048. */
const FIRST_OPERATION = 2001;
/** Milliseconds after which a ping counts as lost. */
const TIMEOUT = 500;
/**
 * Seconds until a lost ping changes the state of the operation. They consist of a second until the next ping, and its
 * timeout.
 */
const DETECTION = 2;

export function iosXrStatic(router: StaticRouter): RouterText {
  const { vrf } = router;
  const tracked = router.links.filter(({ trackedWithin }) => trackedWithin !== undefined);
  const operations = new Map(tracked.map((link, index) => [link, FIRST_OPERATION + index]));
  const families = router.families.map((family) => `address-family ${family} unicast`);
  return {
    required: vrf === undefined ? [] : [`vrf ${vrf} with ${families.join(" and ")}`],
    notes: [
      "Paste it in configuration mode, then commit.",
      ...staticNotes(router),
      ...notesOnTracking(router),
      ...(tracked.length > 0
        ? [
            `It uses IP SLA operations from ${FIRST_OPERATION} onwards. If the router already has operations with these numbers, change the numbers.`,
          ]
        : []),
      ...(router.standalone ? [] : [REMOVE_OLD_ROUTES]),
      ...(router.mssClamp ? mssNotes(router.mssClamp.ipv4) : []),
    ],
    body: [
      ...router.links.flatMap((link) => policyRoute(router, link)),
      ...router.links.flatMap((link) => interfaceOf(router, link)),
      ...[...operations].flatMap(([link, operation]) => tracking(router, link, operation)),
      ...staticRoutes(router, operations),
    ],
  };
}

/** Returns the settings that ping the far end every second. */
function tracking(
  { vrf }: StaticRouter,
  { ends: [end], trackedWithin = 0 }: StaticLink,
  operation: number,
): string[] {
  if (end === undefined) return [];
  const delay = trackedWithin - DETECTION;
  return [
    "ipsla",
    ` operation ${operation}`,
    "  type icmp echo",
    ...(vrf === undefined ? [] : [`   vrf ${vrf}`]),
    `   source address ${end.local.split("/")[0]}`,
    `   destination address ${end.neighbor}`,
    `   timeout ${TIMEOUT}`,
    "   frequency 1",
    "  !",
    " !",
    ` schedule operation ${operation}`,
    "  start-time now",
    "  life forever",
    " !",
    "!",
    `track ${trackOf(operation)}`,
    ` type rtr ${operation}`,
    ` delay down ${delay}`,
    // The far end may respond to pings before it forwards traffic.
    ` delay up ${delay}`,
    "!",
  ];
}

function trackOf(operation: number): string {
  return `cni-${operation}`;
}

type Operations = ReadonlyMap<StaticLink, number>;

function staticRoutes(router: StaticRouter, operations: Operations): string[] {
  const { vrf, families } = router;
  const lines = families.flatMap((family) => addressFamily(router, family, operations));
  if (lines.length === 0) return [];
  if (vrf === undefined) return ["router static", ...lines.map((line) => ` ${line}`), "!"];
  return ["router static", ` vrf ${vrf}`, ...lines.map((line) => `  ${line}`), " !", "!"];
}

function addressFamily(router: StaticRouter, family: Family, operations: Operations): string[] {
  const lines = routesOf(router, family).map((route) => ` ${lineOf(route, operations)}`);
  return lines.length === 0 ? [] : [`address-family ${family} unicast`, ...lines, "!"];
}

function lineOf({ prefix, neighbor, link }: StaticRoute, operations: Operations): string {
  const operation = operations.get(link);
  return [
    `${prefix} ${link.interface} ${neighbor}`,
    DISTANCES[link.tier],
    operation && `track ${trackOf(operation)}`,
  ]
    .filter((part) => part !== undefined)
    .join(" ");
}
