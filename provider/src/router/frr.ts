/** Configuration for FRR 8 or newer, with zebra and bgpd. */
import type { Family } from "../domain/prefix";
import { hostCommands } from "./linux";
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

/** Seconds between attempts. FRR's default of 120 would leave a repaired link unused for that long. */
const CONNECT_RETRY = 10;
const IP = { ipv4: "ip", ipv6: "ipv6" } as const;

export function frr(router: Router): string[] {
  return [
    ...hostCommands(router).map((command) => `! ${command}`),
    ...router.links.flatMap(interfaceOf),
    ...router.families.flatMap((family) => filters(router, family)),
    ...(router.bfd ? bfdProfile() : []),
    `router bgp ${router.customerAsn}`,
    ` bgp router-id ${router.routerId}`,
    " bgp log-neighbor-changes",
    " bgp ebgp-requires-policy",
    " bgp network import-check",
    " no bgp default ipv4-unicast",
    " bgp graceful-restart",
    ` bgp graceful-restart restart-time ${RESTART_TIME}`,
    ...router.peers.flatMap((peer) => neighborOf(router, peer)),
    ...router.families.flatMap((family) => addressFamily(router, family)),
    "exit",
  ];
}

function interfaceOf(link: Link): string[] {
  return [
    `interface ${link.interface}`,
    ` description ${link.description}`,
    ...link.ends.map(({ family, local }) => ` ${IP[family]} address ${local}`),
    "exit",
    "!",
  ];
}

function filters(router: Router, family: Family): string[] {
  const announced = `cni-announce-${family}`;
  const accepted = `cni-accept-${family}`;
  return [
    ...prefixList(family, announced, router.announce[family]),
    ...prefixList(family, accepted, router.accept[family]),
    "!",
    `route-map cni-out-${family} permit 10`,
    ` match ${IP[family]} address prefix-list ${announced}`,
    "exit",
    "!",
    ...peersOf(router, family).flatMap(({ name, localPreference }) => [
      `route-map cni-in-${name}-${family} permit 10`,
      ` match ${IP[family]} address prefix-list ${accepted}`,
      ` set local-preference ${localPreference}`,
      "exit",
      "!",
    ]),
  ];
}

function prefixList(family: Family, name: string, prefixes: readonly string[]): string[] {
  const rules = prefixes.map((prefix, index) => `seq ${index + 1} permit ${prefix}`);
  // A list needs at least one rule to exist. It denies whatever no rule permits.
  return (rules.length > 0 ? rules : ["seq 1 deny any"]).map(
    (rule) => `${IP[family]} prefix-list ${name} ${rule}`,
  );
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

function neighborOf(router: Router, { neighbor, description, md5Key }: Peer): string[] {
  return [
    `remote-as ${router.cloudflareAsn}`,
    `description ${description}`,
    `timers ${KEEPALIVE} ${HOLD_TIME}`,
    `timers connect ${CONNECT_RETRY}`,
    ...(md5Key === undefined ? [] : [`password ${md5Key}`]),
    ...(router.bfd ? ["bfd profile cni"] : []),
  ].map((setting) => ` neighbor ${neighbor} ${setting}`);
}

function addressFamily(router: Router, family: Family): string[] {
  return [
    ` address-family ${family} unicast`,
    ...router.announce[family].map((prefix) => `  network ${prefix}`),
    // FRR shares traffic by default.
    `  maximum-paths ${router.paths}`,
    ...peersOf(router, family).flatMap(({ name, neighbor }) => [
      `  neighbor ${neighbor} activate`,
      `  neighbor ${neighbor} route-map cni-in-${name}-${family} in`,
      `  neighbor ${neighbor} route-map cni-out-${family} out`,
      // Without `force`, which also counts filtered prefixes: FRR 8.4 adds up those of all sessions, so
      // that a flood on one would close them all.
      `  neighbor ${neighbor} maximum-prefix ${router.maxPrefixes}`,
    ]),
    " exit-address-family",
  ];
}
