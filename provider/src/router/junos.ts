/** Configuration for Junos as `set` commands. Paste them, or use `load set terminal`. */
import type { Family } from "../domain/prefix";
import {
  BFD_INTERVAL,
  BFD_MULTIPLIER,
  HOLD_TIME,
  type Link,
  type Peer,
  RESTART_TIME,
  type Router,
} from "./router";

const INET = { ipv4: "inet", ipv6: "inet6" } as const;
const GROUP = "protocols bgp group cni";

export function junos(router: Router): string[] {
  return [
    ...router.links.flatMap((link) => interfaceOf(router, link)),
    `routing-options router-id ${router.routerId}`,
    `routing-options autonomous-system ${router.customerAsn}`,
    "routing-options graceful-restart",
    ...policy("cni-out", router.families, router.announce, []),
    ...router.links.flatMap((link) =>
      policy(`cni-in-${link.name}`, router.families, router.accept, [
        `local-preference ${link.localPreference}`,
      ]),
    ),
    `${GROUP} type external`,
    `${GROUP} peer-as ${router.cloudflareAsn}`,
    // On Junos the keepalive is a third of the hold time.
    `${GROUP} hold-time ${HOLD_TIME}`,
    `${GROUP} graceful-restart restart-time ${RESTART_TIME}`,
    `${GROUP} export cni-out`,
    ...(router.paths > 1 ? ecmp() : []),
    ...(router.bfd ? bfd() : []),
    ...router.peers.flatMap((peer) => neighborOf(router, peer)),
  ].map((statement) => `set ${statement}`);
}

function interfaceOf(router: Router, link: Link): string[] {
  const [device, unit = "0"] = link.interface.split(".");
  const at = `interfaces ${device} unit ${unit}`;
  return [
    `${at} description "${link.description}"`,
    ...link.ends.flatMap(({ family, local }) => [
      `${at} family ${INET[family]} mtu ${link.mtu}`,
      `${at} family ${INET[family]} address ${local}`,
      ...(router.mssClamp
        ? [`${at} family ${INET[family]} tcp-mss ${router.mssClamp[family]}`]
        : []),
    ]),
  ];
}

function policy(
  name: string,
  families: readonly Family[],
  prefixes: Record<Family, readonly string[]>,
  then: readonly string[],
): string[] {
  const at = `policy-options policy-statement ${name}`;
  const terms = families
    .filter((family) => prefixes[family].length > 0)
    .flatMap((family) => [
      `${at} term ${family} from family ${INET[family]}`,
      ...prefixes[family].map((prefix) => `${at} term ${family} from route-filter ${prefix} exact`),
      ...[...then, "accept"].map((action) => `${at} term ${family} then ${action}`),
    ]);
  return [...terms, `${at} then reject`];
}

/** Statements for ECMP. On Junos, `per-packet` means per flow. */
function ecmp(): string[] {
  return [
    `${GROUP} multipath`,
    "policy-options policy-statement cni-ecmp then load-balance per-packet",
    "routing-options forwarding-table export cni-ecmp",
  ];
}

function bfd(): string[] {
  return [
    `${GROUP} bfd-liveness-detection minimum-interval ${BFD_INTERVAL}`,
    `${GROUP} bfd-liveness-detection multiplier ${BFD_MULTIPLIER}`,
  ];
}

function neighborOf(router: Router, peer: Peer): string[] {
  const { name, family, neighbor, description, md5Key } = peer;
  const at = `${GROUP} neighbor ${neighbor}`;
  const limit = `${at} family ${INET[family]} unicast prefix-limit`;
  return [
    `${at} description "${description}"`,
    ...(md5Key === undefined ? [] : [`${at} authentication-key "${md5Key}"`]),
    `${at} import cni-in-${name}`,
    `${limit} maximum ${router.maxPrefixes}`,
    `${limit} teardown idle-timeout forever`,
  ];
}
