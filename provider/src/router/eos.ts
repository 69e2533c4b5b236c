/** Configuration for Arista EOS. Paste it in a configuration session, then run `commit`. */
import type { Family } from "../domain/prefix";
import { acceptedRules, announceRules } from "./prefix-list";
import {
  BFD_INTERVAL,
  BFD_MULTIPLIER,
  BITS,
  type Link,
  type LinkedRouter,
  type Peer,
  peersOf,
  RESTART_TIME,
  type Router,
} from "./router";
import { commonNotes, networkNotes, type RouterText } from "./text";

export const IP = { ipv4: "ip", ipv6: "ipv6" } as const;
export const ROUTING = { ipv4: "ip routing", ipv6: "ipv6 unicast-routing" } as const;

export function eos(router: Router): RouterText {
  const { routerId, vrf, standalone } = router;
  const inVrf = vrf === undefined ? "" : ` vrf ${vrf}`;
  const indent = vrf === undefined ? "" : "   ";
  return {
    required: [
      ...(vrf === undefined ? [] : [`vrf instance ${vrf}`]),
      ...router.families.map((family) => `${ROUTING[family]}${inVrf}`),
      `router bgp ${router.routerAsn}, with a router ID${routerId === undefined ? "" : ` (router-id ${routerId})`}`,
      ...(router.paths > 1 ? [`maximum-paths ${router.paths} or more`] : []),
      ...(router.gracefulRestart ? [`graceful-restart restart-time ${RESTART_TIME}`] : []),
    ],
    notes: [
      "Paste it in a configuration session (configure session cni), then commit, so that it takes effect as a whole.",
      ...(standalone
        ? []
        : [
            "If an earlier text had more rules, the extra rules stay in the prefix lists. Remove them by hand.",
          ]),
      ...commonNotes(router, `clear ip bgp ${router.peers[0]?.neighbor}${inVrf}`),
      ...networkNotes(router),
    ],
    body: [
      ...(standalone ? [...router.families.map((family) => ROUTING[family]), "!"] : []),
      ...router.links.flatMap(policyRoute),
      ...router.links.flatMap((link) => interfaceOf(router, link)),
      ...router.peers.flatMap((peer) => filters(router, peer)),
      `router bgp ${router.routerAsn}`,
      ...(standalone ? shared(router) : []),
      ...(vrf === undefined ? [] : [`   vrf ${vrf}`]),
      ...[
        ...router.peers.flatMap((peer) => neighborOf(router, peer)),
        ...router.families.flatMap((family) => addressFamily(router, family)),
      ].map((line) => indent + line),
      "!",
    ],
  };
}

/** Returns the settings that all sessions of a router share. */
function shared(router: Router): string[] {
  return [
    `   router-id ${router.routerId}`,
    "   no bgp default ipv4-unicast",
    ...(router.gracefulRestart
      ? [`   graceful-restart restart-time ${RESTART_TIME}`, "   graceful-restart"]
      : []),
    `   maximum-paths ${router.paths}`,
  ];
}

/** Returns a policy that sends packets from the target of a health check back into its link. */
export function policyRoute({ name, healthCheck, ends }: Link): string[] {
  const [end] = ends;
  if (healthCheck?.returned === undefined || end === undefined) return [];
  return [
    `ip access-list cni-health-${name}`,
    `   10 permit ip host ${healthCheck.returned} any`,
    "!",
    `class-map type pbr match-any cni-health-${name}`,
    `   10 match ip access-group cni-health-${name}`,
    "!",
    `policy-map type pbr cni-health-${name}`,
    `   10 class cni-health-${name}`,
    `      set nexthop ${end.neighbor}`,
    "!",
  ];
}

export function interfaceOf(router: LinkedRouter, link: Link): string[] {
  const { mssClamp, bfd, vrf } = router;
  const ceilings = mssClamp && link.ends.map(({ family }) => `${family} ${mssClamp[family]}`);
  return [
    `interface ${link.interface}`,
    `   description ${link.description}`,
    `   mtu ${link.mtu}`,
    "   no switchport",
    // A change of the VRF removes the addresses from the interface, so it comes first.
    ...(vrf === undefined ? [] : [`   vrf ${vrf}`]),
    ...link.ends.map(({ family, local }) => `   ${IP[family]} address ${local}`),
    ...(ceilings ? [`   tcp mss ceiling ${ceilings.join(" ")} egress`] : []),
    ...(bfd
      ? [`   bfd interval ${BFD_INTERVAL} min-rx ${BFD_INTERVAL} multiplier ${BFD_MULTIPLIER}`]
      : []),
    ...(link.healthCheck?.returned === undefined
      ? []
      : [`   service-policy type pbr input cni-health-${link.name}`]),
    "!",
  ];
}

function filters(router: Router, peer: Peer): string[] {
  const { family, localPreference } = peer;
  const [incoming, outgoing] = [policyOf(peer, "in"), policyOf(peer, "out")];
  return [
    ...prefixList(family, outgoing, announceRules(router, family)),
    ...prefixList(family, incoming, acceptedRules(router, family)),
    `route-map ${outgoing} permit 10`,
    `   match ${IP[family]} address prefix-list ${outgoing}`,
    ...attributes(router, peer),
    "!",
    `route-map ${incoming} permit 10`,
    `   match ${IP[family]} address prefix-list ${incoming}`,
    `   set local-preference ${localPreference}`,
    "!",
  ];
}

function policyOf({ name, family }: Peer, direction: "in" | "out"): string {
  return `cni-${direction}-${name}-${family}`;
}

function prefixList(family: Family, name: string, rules: readonly string[]): string[] {
  const none = `seq 1 deny ${family === "ipv4" ? "0.0.0.0/0" : "::/0"} le ${BITS[family]}`;
  return [
    `${IP[family]} prefix-list ${name}`,
    ...(rules.length > 0 ? rules : [none]).map((rule) => `   ${rule}`),
    "!",
  ];
}

/**
 * Returns the attributes of announced routes. Attributes of an earlier text are removed one by one. The route map
 * itself is not removed, because EOS lets every route pass if a route map does not exist.
 */
function attributes(router: Router, { communities, prepends }: Peer): string[] {
  const asns = Array(prepends).fill(router.customerAsn).join(" ");
  return [
    ...(router.standalone ? [] : ["no set community", "no set as-path prepend"]),
    ...(communities.length > 0 ? [`set community ${communities.join(" ")}`] : []),
    ...(prepends > 0 ? [`set as-path prepend ${asns}`] : []),
  ].map((setting) => `   ${setting}`);
}

function neighborOf(router: Router, peer: Peer): string[] {
  const { neighbor, md5Key } = peer;
  const { customerAsn, routerAsn, allowOwnAsn } = router;
  const settings = [
    `remote-as ${router.cloudflareAsn}`,
    ...(routerAsn === customerAsn ? [] : [`local-as ${customerAsn} no-prepend replace-as`]),
    `description ${peer.description}`,
    `timers ${peer.keepalive} ${peer.holdTime}`,
    ...(md5Key === undefined ? [] : [`password 0 ${md5Key}`]),
    ...(router.bfd ? ["bfd"] : []),
    ...(router.gracefulRestart ? ["graceful-restart"] : []),
    ...(allowOwnAsn > 0 ? [`allowas-in ${allowOwnAsn}`] : []),
    "send-community",
    `maximum-routes ${router.maxPrefixes}`,
  ];
  return [
    ...settings.map((setting) => `   neighbor ${neighbor} ${setting}`),
    ...(router.gracefulRestart ? [] : [`   no neighbor ${neighbor} graceful-restart`]),
  ];
}

function addressFamily(router: Router, family: Family): string[] {
  const others = router.peers.filter((peer) => peer.family !== family);
  return [
    "   !",
    `   address-family ${family}`,
    // By default, EOS activates IPv4 on every neighbor.
    ...(router.standalone || family === "ipv6"
      ? []
      : others.map(({ neighbor }) => `      no neighbor ${neighbor} activate`)),
    ...peersOf(router, family).flatMap((peer) => [
      `      neighbor ${peer.neighbor} activate`,
      `      neighbor ${peer.neighbor} route-map ${policyOf(peer, "in")} in`,
      `      neighbor ${peer.neighbor} route-map ${policyOf(peer, "out")} out`,
    ]),
    ...router.announce[family].map((prefix) => `      network ${prefix}`),
  ];
}
