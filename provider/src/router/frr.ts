/** Configuration for FRR 8 or newer, with zebra and bgpd. Paste it in vtysh after `configure terminal`. */
import type { Family } from "../domain/prefix";
import { hostCommands, sharingRequirement } from "./linux";
import { acceptedRules, announceRules } from "./prefix-list";
import {
  BFD_INTERVAL,
  BFD_MULTIPLIER,
  type Link,
  type Peer,
  peersOf,
  RESTART_TIME,
  type Router,
} from "./router";
import { commonNotes, mayShare, networkNotes, type RouterText } from "./text";

/** Seconds between connection attempts. With FRR's default of 120, a repaired link could stay unused for that long. */
const CONNECT_RETRY = 10;
export const IP = { ipv4: "ip", ipv6: "ipv6" } as const;

export function frr(router: Router): RouterText {
  const { routerId, vrf } = router;
  const inVrf = vrf === undefined ? "" : `vrf ${vrf} `;
  return {
    host: hostCommands(router),
    required: [
      `${processOf(router)}, with a router ID${routerId === undefined ? "" : ` (bgp router-id ${routerId})`}`,
      "bgp network import-check, which is the default",
      ...(router.paths > 1
        ? [
            `maximum-paths ${router.paths} or more; the default is 64`,
            // FRRouting/frr#14481: after the link of one path is repaired, the kernel keeps only the other path.
            "no zebra nexthop kernel enable, on FRR 8; otherwise a repaired link carries no traffic",
          ]
        : []),
      ...(router.paths === 1 && mayShare(router)
        ? ["maximum-paths 1; otherwise sessions with the same local preference share the traffic"]
        : []),
      ...sharingRequirement(router),
    ],
    notes: [
      "Paste it in vtysh after configure terminal.",
      ...commonNotes(router, `clear bgp ${inVrf}${router.peers[0]?.neighbor}`),
      ...networkNotes(router),
      ...(router.gracefulRestart
        ? [
            `Graceful restart: FRR keeps forwarding only with "bgp graceful-restart preserve-fw-state" and zebra's option -K ${RESTART_TIME}.`,
            ...(router.standalone
              ? []
              : [
                  "FRR prints an error for a graceful-restart line that it already has. You can ignore the error.",
                ]),
          ]
        : []),
    ],
    body: [
      ...router.links.flatMap(interfaceOf),
      ...router.peers.flatMap((peer) => filters(router, peer)),
      ...(router.bfd ? bfdProfile() : []),
      processOf(router),
      ...(router.standalone ? shared(router) : []),
      ...router.peers.flatMap((peer) => neighborOf(router, peer)),
      ...router.families.flatMap((family) => addressFamily(router, family)),
      "exit",
    ],
  };
}

function processOf({ routerAsn, vrf }: Router): string {
  return `router bgp ${routerAsn}${vrf === undefined ? "" : ` vrf ${vrf}`}`;
}

/** Returns the settings that all sessions of a router share. */
function shared(router: Router): string[] {
  return [
    ` bgp router-id ${router.routerId}`,
    " bgp log-neighbor-changes",
    " bgp ebgp-requires-policy",
    " bgp network import-check",
    " no bgp default ipv4-unicast",
    ...(router.gracefulRestart
      ? [" bgp graceful-restart", ` bgp graceful-restart restart-time ${RESTART_TIME}`]
      : []),
  ];
}

export function interfaceOf(link: Link): string[] {
  return [
    `interface ${link.interface}`,
    ` description ${link.description}`,
    ...link.ends.map(({ family, local }) => ` ${IP[family]} address ${local}`),
    "exit",
    "!",
  ];
}

function filters(router: Router, peer: Peer): string[] {
  const { family, localPreference } = peer;
  const [incoming, outgoing] = [policyOf(peer, "in"), policyOf(peer, "out")];
  return [
    ...prefixList(router, family, outgoing, announceRules(router, family)),
    ...prefixList(router, family, incoming, acceptedRules(router, family)),
    "!",
    `route-map ${outgoing} permit 10`,
    ` match ${IP[family]} address prefix-list ${outgoing}`,
    ...attributes(router, peer),
    "exit",
    "!",
    `route-map ${incoming} permit 10`,
    ` match ${IP[family]} address prefix-list ${incoming}`,
    ` set local-preference ${localPreference}`,
    "exit",
    "!",
  ];
}

function policyOf({ name, family }: Peer, direction: "in" | "out"): string {
  return `cni-${direction}-${name}-${family}`;
}

function prefixList(
  { standalone }: Router,
  family: Family,
  name: string,
  rules: readonly string[],
): string[] {
  const list = `${IP[family]} prefix-list ${name}`;
  return [
    // The list is removed first, because an earlier text may have written more rules.
    ...(standalone ? [] : [`no ${list}`]),
    // A list exists only if it has at least one rule. Prefixes that no rule permits are denied.
    ...(rules.length > 0 ? rules : ["seq 1 deny any"]).map((rule) => `${list} ${rule}`),
  ];
}

/** Returns the attributes of announced routes. Removes the attributes of an earlier text. */
function attributes(router: Router, { communities, prepends }: Peer): string[] {
  const remove = (setting: string) => (router.standalone ? [] : [` no set ${setting}`]);
  return [
    ...(communities.length > 0 ? [` set community ${communities.join(" ")}`] : remove("community")),
    ...(prepends > 0
      ? [` set as-path prepend ${Array(prepends).fill(router.customerAsn).join(" ")}`]
      : remove("as-path prepend")),
  ];
}

function bfdProfile(): string[] {
  return [
    "bfd",
    " profile cni",
    `  detect-multiplier ${BFD_MULTIPLIER}`,
    `  receive-interval ${BFD_INTERVAL}`,
    `  transmit-interval ${BFD_INTERVAL}`,
    " exit",
    "exit",
    "!",
  ];
}

function neighborOf(router: Router, peer: Peer): string[] {
  const { customerAsn, routerAsn, standalone } = router;
  return [
    `remote-as ${router.cloudflareAsn}`,
    ...(routerAsn === customerAsn ? [] : [`local-as ${customerAsn} no-prepend replace-as`]),
    `description ${peer.description}`,
    `timers ${peer.keepalive} ${peer.holdTime}`,
    `timers connect ${CONNECT_RETRY}`,
    ...(peer.md5Key === undefined ? [] : [`password ${peer.md5Key}`]),
    ...(router.bfd ? ["bfd profile cni"] : []),
    ...(router.gracefulRestart ? [] : ["graceful-restart-disable"]),
    ...(router.gracefulRestart && !standalone ? ["graceful-restart"] : []),
  ].map((setting) => ` neighbor ${peer.neighbor} ${setting}`);
}

function addressFamily(router: Router, family: Family): string[] {
  const { standalone, allowOwnAsn, maxPrefixes } = router;
  const others = router.peers.filter((peer) => peer.family !== family);
  return [
    ` address-family ${family} unicast`,
    ...router.announce[family].map((prefix) => `  network ${prefix}`),
    // FRR shares traffic by default.
    ...(standalone ? [`  maximum-paths ${router.paths}`] : []),
    // By default, FRR activates IPv4 on every neighbor.
    ...(standalone || family === "ipv6"
      ? []
      : others.map(({ neighbor }) => `  no neighbor ${neighbor} activate`)),
    ...peersOf(router, family).flatMap((peer) =>
      [
        "activate",
        `route-map ${policyOf(peer, "in")} in`,
        `route-map ${policyOf(peer, "out")} out`,
        // The option `force` is omitted. It also counts filtered prefixes, and FRR 8.4 adds up those of all sessions,
        // so a flood on one session would close all sessions.
        `maximum-prefix ${maxPrefixes}`,
        ...(allowOwnAsn > 0 ? [`allowas-in ${allowOwnAsn}`] : []),
      ].map((setting) => `  neighbor ${peer.neighbor} ${setting}`),
    ),
    " exit-address-family",
  ];
}
