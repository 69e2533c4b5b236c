/** Configuration for Cisco IOS XR. Paste it in configuration mode, then run `commit`. */
import type { Family } from "../domain/prefix";
import {
  BFD_INTERVAL,
  BFD_MULTIPLIER,
  type Link,
  type LinkedRouter,
  type Peer,
  RESTART_TIME,
  type Router,
} from "./router";
import { commonNotes, networkNotes, type RouterText } from "./text";

export function iosXr(router: Router): RouterText {
  const { routerId, vrf } = router;
  const inVrf = vrf === undefined ? "" : ` vrf ${vrf}`;
  const indent = vrf === undefined ? "" : " ";
  const families = router.families.map((family) => `address-family ${family} unicast`);
  return {
    required: [
      ...(vrf === undefined ? [] : [`vrf ${vrf} with ${families.join(" and ")}, and its rd`]),
      `router bgp ${router.routerAsn}, with a router ID${routerId === undefined ? "" : ` (bgp router-id ${routerId})`}`,
      ...(router.paths > 1
        ? [`maximum-paths ebgp ${router.paths} or more in each address family`]
        : []),
      ...(router.gracefulRestart
        ? [`bgp graceful-restart, and bgp graceful-restart restart-time ${RESTART_TIME}`]
        : []),
    ],
    notes: [
      "Paste it in configuration mode, then commit.",
      ...commonNotes(router, `clear bgp${inVrf} ${router.peers[0]?.neighbor}`),
      ...networkNotes(router),
      ...(router.mssClamp ? mssNotes(router.mssClamp.ipv4) : []),
    ],
    body: [
      ...router.links.flatMap((link) => policyRoute(router, link)),
      ...router.links.flatMap((link) => interfaceOf(router, link)),
      ...router.peers.flatMap((peer) => policies(router, peer)),
      `router bgp ${router.routerAsn}`,
      ...(router.standalone ? shared(router) : []),
      ...(vrf === undefined ? [] : [` vrf ${vrf}`]),
      ...[
        ...router.families.flatMap((family) => addressFamily(router, family)),
        ...router.peers.flatMap((peer) => neighborOf(router, peer)),
        ...(vrf === undefined ? [] : ["!"]),
      ].map((line) => indent + line),
      "!",
    ],
  };
}

/** Returns the settings that all sessions of a router share. */
function shared(router: Router): string[] {
  return [
    ` bgp router-id ${router.routerId}`,
    ...(router.gracefulRestart
      ? [" bgp graceful-restart", ` bgp graceful-restart restart-time ${RESTART_TIME}`]
      : []),
  ];
}

/**
 * Returns the notes on TCP clamping. IOS XR clamps per network processor, which cannot be derived from an interface
 * name.
 */
export function mssNotes(mss: number): string[] {
  return [
    "TCP MSS, ASR 9000: for the line card and network processor of each interface below",
    ` hw-module location <location> tcp-mss-adjust np <number> value ${mss}`,
    " and on each interface: ipv4 tcp-mss-adjust enable",
  ];
}

/** Returns a policy that sends packets from the target of a health check back into its link. */
export function policyRoute({ vrf }: LinkedRouter, { name, healthCheck, ends }: Link): string[] {
  const [end] = ends;
  if (healthCheck?.returned === undefined || end === undefined) return [];
  const nextHop = `nexthop1${vrf === undefined ? "" : ` vrf ${vrf}`} ipv4 ${end.neighbor}`;
  return [
    `ipv4 access-list cni-health-${name}`,
    ` 10 permit ipv4 host ${healthCheck.returned} any ${nextHop}`,
    " 20 permit ipv4 any any",
    "!",
  ];
}

export function interfaceOf({ vrf }: LinkedRouter, link: Link): string[] {
  return [
    `interface ${link.interface}`,
    ` description ${link.description}`,
    // An interface with addresses cannot change its VRF, so the VRF comes first.
    ...(vrf === undefined ? [] : [` vrf ${vrf}`]),
    ...link.ends.flatMap(({ family, local }) => [
      // This command sets the IP MTU. Plain `mtu` would include the Ethernet header.
      ` ${family} mtu ${link.mtu}`,
      ` ${family} address ${local}`,
    ]),
    ...(link.healthCheck?.returned === undefined
      ? []
      : [` ipv4 access-group cni-health-${link.name} ingress`]),
    " no shutdown",
    "!",
  ];
}

function policies(router: Router, peer: Peer): string[] {
  const { family, localPreference } = peer;
  const { own, rules } = router.accept[family];
  const [incoming, outgoing] = [policyOf(peer, "in"), policyOf(peer, "out")];
  const accepted = rules.map(({ prefix, le }) => `${prefix}${le === undefined ? "" : ` le ${le}`}`);
  return [
    ...prefixSet(outgoing, router.announce[family]),
    ...prefixSet(incoming, accepted),
    `route-policy ${outgoing}`,
    `  if destination in ${outgoing} then`,
    ...[...attributes(router, peer), "pass"].map((action) => `    ${action}`),
    ...DROP_OTHERS,
    `route-policy ${incoming}`,
    ...(own.length > 0
      ? [
          `  if destination in ${outgoing} then`,
          "    drop",
          `  elseif destination in ${incoming} then`,
        ]
      : [`  if destination in ${incoming} then`]),
    `    set local-preference ${localPreference}`,
    "    pass",
    ...DROP_OTHERS,
  ];
}

const DROP_OTHERS = ["  else", "    drop", "  endif", "end-policy", "!"];

function policyOf({ name, family }: Peer, direction: "in" | "out"): string {
  return `cni-${direction}-${name}-${family}`;
}

/** Returns a prefix set. An empty set matches nothing. */
function prefixSet(name: string, prefixes: readonly string[]): string[] {
  const last = prefixes.length - 1;
  return [
    `prefix-set ${name}`,
    ...prefixes.map((prefix, index) => `  ${prefix}${index < last ? "," : ""}`),
    "end-set",
    "!",
  ];
}

function attributes({ customerAsn }: Router, { communities, prepends }: Peer): string[] {
  return [
    ...(communities.length > 0 ? [`set community (${communities.join(", ")})`] : []),
    ...(prepends > 0 ? [`prepend as-path ${customerAsn} ${prepends}`] : []),
  ];
}

function addressFamily(router: Router, family: Family): string[] {
  return [
    ` address-family ${family} unicast`,
    ...router.announce[family].map((prefix) => `  network ${prefix}`),
    ...(router.standalone && router.paths > 1 ? [`  maximum-paths ebgp ${router.paths}`] : []),
    " !",
  ];
}

function neighborOf(router: Router, peer: Peer): string[] {
  const { family, neighbor, md5Key } = peer;
  const { customerAsn, routerAsn, allowOwnAsn } = router;
  return [
    ` neighbor ${neighbor}`,
    `  remote-as ${router.cloudflareAsn}`,
    ...(routerAsn === customerAsn ? [] : [`  local-as ${customerAsn} no-prepend replace-as`]),
    `  description ${peer.description}`,
    `  timers ${peer.keepalive} ${peer.holdTime}`,
    ...(md5Key === undefined ? [] : [`  password clear ${md5Key}`]),
    ...(router.gracefulRestart ? [] : ["  graceful-restart disable"]),
    ...(router.bfd
      ? [
          "  bfd fast-detect",
          `  bfd minimum-interval ${BFD_INTERVAL}`,
          `  bfd multiplier ${BFD_MULTIPLIER}`,
        ]
      : []),
    `  address-family ${family} unicast`,
    `   route-policy ${policyOf(peer, "in")} in`,
    `   route-policy ${policyOf(peer, "out")} out`,
    `   maximum-prefix ${router.maxPrefixes}`,
    // Without this command, IOS XR sends no communities to external neighbors.
    ...(peer.communities.length > 0 ? ["   send-community-ebgp"] : []),
    ...(allowOwnAsn > 0 ? [`   allowas-in ${allowOwnAsn}`] : []),
    "  !",
    " !",
  ];
}
