/** Configuration for Arista EOS. Paste it in configuration mode. */
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

const IP = { ipv4: "ip", ipv6: "ipv6" } as const;

export function eos(router: Router): string[] {
  return [
    ...router.families.map((family) => (family === "ipv4" ? "ip routing" : "ipv6 unicast-routing")),
    "!",
    ...router.links.flatMap((link) => interfaceOf(router, link)),
    ...router.families.flatMap((family) => filters(router, family)),
    `router bgp ${router.customerAsn}`,
    `   router-id ${router.routerId}`,
    "   no bgp default ipv4-unicast",
    `   graceful-restart restart-time ${RESTART_TIME}`,
    "   graceful-restart",
    `   maximum-paths ${router.paths}`,
    ...router.peers.flatMap((peer) => neighborOf(router, peer)),
    ...router.families.flatMap((family) => addressFamily(router, family)),
    "!",
  ];
}

function interfaceOf(router: Router, link: Link): string[] {
  const { mssClamp, bfd } = router;
  const ceilings = mssClamp && link.ends.map(({ family }) => `${family} ${mssClamp[family]}`);
  return [
    `interface ${link.interface}`,
    `   description ${link.description}`,
    `   mtu ${link.mtu}`,
    "   no switchport",
    ...link.ends.map(({ family, local }) => `   ${IP[family]} address ${local}`),
    ...(ceilings ? [`   tcp mss ceiling ${ceilings.join(" ")} egress`] : []),
    ...(bfd
      ? [`   bfd interval ${BFD_INTERVAL} min-rx ${BFD_INTERVAL} multiplier ${BFD_MULTIPLIER}`]
      : []),
    "!",
  ];
}

function filters(router: Router, family: Family): string[] {
  const announced = `cni-announce-${family}`;
  const accepted = `cni-accept-${family}`;
  return [
    ...prefixList(family, announced, router.announce[family]),
    ...prefixList(family, accepted, router.accept[family]),
    `route-map cni-out-${family} permit 10`,
    `   match ${IP[family]} address prefix-list ${announced}`,
    "!",
    ...peersOf(router, family).flatMap(({ name, localPreference }) => [
      `route-map cni-in-${name}-${family} permit 10`,
      `   match ${IP[family]} address prefix-list ${accepted}`,
      `   set local-preference ${localPreference}`,
      "!",
    ]),
  ];
}

function prefixList(family: Family, name: string, prefixes: readonly string[]): string[] {
  const rules = prefixes.map((prefix, index) => `   seq ${index + 1} permit ${prefix}`);
  const none = `   seq 1 deny ${family === "ipv4" ? "0.0.0.0/0" : "::/0"} le ${family === "ipv4" ? 32 : 128}`;
  return [`${IP[family]} prefix-list ${name}`, ...(rules.length > 0 ? rules : [none]), "!"];
}

function neighborOf(router: Router, { neighbor, description, md5Key }: Peer): string[] {
  return [
    `remote-as ${router.cloudflareAsn}`,
    `description ${description}`,
    `timers ${KEEPALIVE} ${HOLD_TIME}`,
    ...(md5Key === undefined ? [] : [`password 0 ${md5Key}`]),
    ...(router.bfd ? ["bfd"] : []),
    `maximum-routes ${router.maxPrefixes}`,
  ].map((setting) => `   neighbor ${neighbor} ${setting}`);
}

function addressFamily(router: Router, family: Family): string[] {
  return [
    "   !",
    `   address-family ${family}`,
    ...peersOf(router, family).flatMap(({ name, neighbor }) => [
      `      neighbor ${neighbor} activate`,
      `      neighbor ${neighbor} route-map cni-in-${name}-${family} in`,
      `      neighbor ${neighbor} route-map cni-out-${family} out`,
    ]),
    ...router.announce[family].map((prefix) => `      network ${prefix}`),
  ];
}
