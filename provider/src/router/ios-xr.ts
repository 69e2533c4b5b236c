/** Configuration for Cisco IOS XR. Paste it in configuration mode, then `commit`. */
import type { Family } from "../domain/prefix";
import {
  BFD_INTERVAL,
  BFD_MULTIPLIER,
  HOLD_TIME,
  KEEPALIVE,
  type Link,
  type Peer,
  peersOf,
  RESTART_TIME,
  type Router,
} from "./router";

export function iosXr(router: Router): string[] {
  return [
    ...(router.mssClamp ? mssHint(router.mssClamp.ipv4) : []),
    ...router.links.flatMap(interfaceOf),
    ...router.families.flatMap((family) => policies(router, family)),
    `router bgp ${router.customerAsn}`,
    ` bgp router-id ${router.routerId}`,
    " bgp graceful-restart",
    ` bgp graceful-restart restart-time ${RESTART_TIME}`,
    ...router.families.flatMap((family) => addressFamily(router, family)),
    ...router.peers.flatMap((peer) => neighborOf(router, peer)),
    "!",
  ];
}

/** Returns comment lines about MSS clamping. IOS XR clamps per network processor, which an interface name does not reveal. */
function mssHint(mss: number): string[] {
  return [
    "! TCP MSS, ASR 9000: for the line card and network processor of each interface below",
    `!  hw-module location <location> tcp-mss-adjust np <number> value ${mss}`,
    "!  and on each interface: ipv4 tcp-mss-adjust enable",
  ];
}

function interfaceOf(link: Link): string[] {
  return [
    `interface ${link.interface}`,
    ` description ${link.description}`,
    ...link.ends.flatMap(({ family, local }) => [
      // This is the IP MTU; plain `mtu` would include the Ethernet header.
      ` ${family} mtu ${link.mtu}`,
      ` ${family} address ${local}`,
    ]),
    " no shutdown",
    "!",
  ];
}

function policies(router: Router, family: Family): string[] {
  const announced = `cni-announce-${family}`;
  const accepted = `cni-accept-${family}`;
  return [
    ...prefixSet(announced, router.announce[family]),
    ...prefixSet(accepted, router.accept[family]),
    ...policy(`cni-out-${family}`, announced, []),
    ...peersOf(router, family).flatMap(({ name, localPreference }) =>
      policy(`cni-in-${name}-${family}`, accepted, [`set local-preference ${localPreference}`]),
    ),
  ];
}

/** Prefix set. An empty one matches nothing. */
function prefixSet(name: string, prefixes: readonly string[]): string[] {
  const last = prefixes.length - 1;
  return [
    `prefix-set ${name}`,
    ...prefixes.map((prefix, index) => `  ${prefix}${index < last ? "," : ""}`),
    "end-set",
    "!",
  ];
}

function policy(name: string, set: string, then: readonly string[]): string[] {
  return [
    `route-policy ${name}`,
    `  if destination in ${set} then`,
    ...[...then, "pass"].map((action) => `    ${action}`),
    "  else",
    "    drop",
    "  endif",
    "end-policy",
    "!",
  ];
}

function addressFamily(router: Router, family: Family): string[] {
  return [
    ` address-family ${family} unicast`,
    ...router.announce[family].map((prefix) => `  network ${prefix}`),
    ...(router.paths > 1 ? [`  maximum-paths ebgp ${router.paths}`] : []),
    " !",
  ];
}

function neighborOf(router: Router, peer: Peer): string[] {
  const { name, family, neighbor, md5Key } = peer;
  return [
    ` neighbor ${neighbor}`,
    `  remote-as ${router.cloudflareAsn}`,
    `  description ${peer.description}`,
    `  timers ${KEEPALIVE} ${HOLD_TIME}`,
    ...(md5Key === undefined ? [] : [`  password clear ${md5Key}`]),
    ...(router.bfd
      ? [
          "  bfd fast-detect",
          `  bfd minimum-interval ${BFD_INTERVAL}`,
          `  bfd multiplier ${BFD_MULTIPLIER}`,
        ]
      : []),
    `  address-family ${family} unicast`,
    `   route-policy cni-in-${name}-${family} in`,
    `   route-policy cni-out-${family} out`,
    `   maximum-prefix ${router.maxPrefixes}`,
    "  !",
    " !",
  ];
}
