/** Configuration for Junos as `set` commands. Paste it or use `load set terminal`, then run `commit`. */
import type { Family } from "../domain/prefix";
import {
  BFD_INTERVAL,
  BFD_MULTIPLIER,
  type BgpLink,
  type Link,
  type LinkedRouter,
  type Peer,
  RESTART_TIME,
  type Router,
} from "./router";
import { commonNotes, type RouterText } from "./text";

const INET = { ipv4: "inet", ipv6: "inet6" } as const;
/** Hold time in seconds below which Juniper advises precision timers. */
const PRECISION = 20;

export function junos(router: Router): RouterText {
  const { routerId, vrf } = router;
  const group = `${at(router)}protocols bgp group cni`;
  return {
    required: [
      `routing-options autonomous-system ${router.routerAsn}, and a router ID${routerId === undefined ? "" : ` (routing-options router-id ${routerId})`}`,
      ...(vrf === undefined ? [] : [`routing-instances ${vrf} with its instance-type`]),
      ...(router.gracefulRestart ? [`${at(router)}routing-options graceful-restart`] : []),
      ...(router.paths > 1
        ? ["routing-options forwarding-table export <a policy with load-balance per-packet>"]
        : []),
    ],
    notes: [
      'Paste it in configuration mode, then commit. The first time, "delete" reports "statement not found".',
      ...commonNotes(
        router,
        `clear bgp neighbor ${router.peers[0]?.neighbor}${vrf === undefined ? "" : ` instance ${vrf}`}`,
      ),
      ...(router.links.some(({ holdTime }) => holdTime < PRECISION)
        ? [
            `For hold times below ${PRECISION} s, Juniper recommends protocols bgp precision-timers.`,
          ]
        : []),
    ],
    body: [
      // The commit replaces the settings of an earlier text and does not touch settings that stay the same.
      ...(router.standalone ? [] : removed(router, group).map((path) => `delete ${path}`)),
      ...[
        ...router.links.flatMap((link) => interfaceOf(router, link)),
        ...(router.standalone ? shared(router) : []),
        ...router.links.flatMap((link) => policies(router, link)),
        `${group} type external`,
        ...router.peers.flatMap((peer) => neighborOf(router, group, peer)),
      ].map((statement) => `set ${statement}`),
    ],
  };
}

/** Returns the prefix of settings that belong to a VRF. */
export function at({ vrf }: Pick<LinkedRouter, "vrf">): string {
  return vrf === undefined ? "" : `routing-instances ${vrf} `;
}

function removed(router: Router, group: string): string[] {
  return [
    ...router.links.flatMap(({ name, communities }) => [
      `policy-options policy-statement cni-out-${name}`,
      `policy-options policy-statement cni-in-${name}`,
      ...(communities.length > 0 ? [`policy-options community cni-out-${name}`] : []),
    ]),
    ...router.peers.map(({ neighbor }) => `${group} neighbor ${neighbor}`),
  ];
}

/** Returns the settings that all sessions of a router share. On Junos, `per-packet` means per flow. */
function shared(router: Router): string[] {
  return [
    `routing-options router-id ${router.routerId}`,
    `routing-options autonomous-system ${router.routerAsn}`,
    ...(router.gracefulRestart ? ["routing-options graceful-restart"] : []),
    ...(router.paths > 1
      ? [
          "policy-options policy-statement cni-ecmp then load-balance per-packet",
          "routing-options forwarding-table export cni-ecmp",
        ]
      : []),
  ];
}

export function interfaceOf(router: LinkedRouter, link: Link): string[] {
  const [device, unit = "0"] = link.interface.split(".");
  const path = `interfaces ${device} unit ${unit}`;
  return [
    `${path} description "${link.description}"`,
    ...link.ends.flatMap(({ family, local }) => [
      `${path} family ${INET[family]} mtu ${link.mtu}`,
      `${path} family ${INET[family]} address ${local}`,
      ...(router.mssClamp
        ? [`${path} family ${INET[family]} tcp-mss ${router.mssClamp[family]}`]
        : []),
    ]),
    ...(router.vrf === undefined ? [] : [`${at(router)}interface ${device}.${unit}`]),
    ...policyRoute(router, link, path),
  ];
}

/** Returns a policy that sends packets from the target of a health check back into its link. */
function policyRoute(
  { vrf }: LinkedRouter,
  { name, healthCheck, ends }: Link,
  path: string,
): string[] {
  const [end] = ends;
  if (healthCheck?.returned === undefined || end === undefined) return [];
  const filter = `firewall family inet filter cni-health-${name}`;
  const instance = vrf === undefined ? "" : ` routing-instance ${vrf}`;
  return [
    `${filter} term probes from source-address ${healthCheck.returned}/32`,
    `${filter} term probes then next-ip ${end.neighbor}/32${instance}`,
    `${filter} term others then accept`,
    `${path} family inet filter input cni-health-${name}`,
  ];
}

function policies(router: Router, link: BgpLink): string[] {
  const { name, communities, prepends, localPreference } = link;
  const { families, announce, accept, customerAsn } = router;
  const community = `cni-out-${name}`;
  const [outgoing, incoming] = ["out", "in"].map(
    (direction) => `policy-options policy-statement cni-${direction}-${name}`,
  );
  const attributes = [
    ...(communities.length > 0 ? [`community set ${community}`] : []),
    ...(prepends > 0 ? [`as-path-prepend "${Array(prepends).fill(customerAsn).join(" ")}"`] : []),
  ];
  return [
    ...communities.map((one) => `policy-options community ${community} members ${one}`),
    ...families.flatMap((family) =>
      term(`${outgoing} term ${family}`, family, exact(announce[family]), [
        ...attributes,
        "accept",
      ]),
    ),
    `${outgoing} then reject`,
    ...families.flatMap((family) => [
      ...term(`${incoming} term own-${family}`, family, exact(accept[family].own), ["reject"]),
      ...term(
        `${incoming} term ${family}`,
        family,
        accept[family].rules.map(({ prefix, le }) => `${prefix} ${le ? `upto /${le}` : "exact"}`),
        [`local-preference ${localPreference}`, "accept"],
      ),
    ]),
    `${incoming} then reject`,
  ];
}

function exact(prefixes: readonly string[]): string[] {
  return prefixes.map((prefix) => `${prefix} exact`);
}

function term(
  path: string,
  family: Family,
  filters: readonly string[],
  then: readonly string[],
): string[] {
  // A term without route filters would match every route.
  if (filters.length === 0) return [];
  return [
    `${path} from family ${INET[family]}`,
    ...filters.map((filter) => `${path} from route-filter ${filter}`),
    ...then.map((action) => `${path} then ${action}`),
  ];
}

function neighborOf(router: Router, group: string, peer: Peer): string[] {
  const { name, family, md5Key } = peer;
  const unicast = `family ${INET[family]} unicast`;
  return [
    `description "${peer.description}"`,
    `peer-as ${router.cloudflareAsn}`,
    ...localAs(router),
    // On Junos, the keepalive time is always a third of the hold time.
    `hold-time ${peer.holdTime}`,
    `graceful-restart ${router.gracefulRestart ? `restart-time ${RESTART_TIME}` : "disable"}`,
    ...(md5Key === undefined ? [] : [`authentication-key "${md5Key}"`]),
    ...(router.bfd
      ? [
          `bfd-liveness-detection minimum-interval ${BFD_INTERVAL}`,
          `bfd-liveness-detection multiplier ${BFD_MULTIPLIER}`,
        ]
      : []),
    ...(router.paths > 1 ? ["multipath"] : []),
    `import cni-in-${name}`,
    `export cni-out-${name}`,
    ...(router.allowOwnAsn > 0 ? [`${unicast} loops ${router.allowOwnAsn}`] : []),
    `${unicast} prefix-limit maximum ${router.maxPrefixes}`,
    `${unicast} prefix-limit teardown idle-timeout forever`,
  ].map((statement) => `${group} neighbor ${peer.neighbor} ${statement}`);
}

/**
 * Returns the local ASN. Juniper advises against a local AS that equals the router's AS. `loops` on Junos is the first
 * count that is refused.
 */
function localAs({ customerAsn, routerAsn, allowOwnAsn }: Router): string[] {
  if (routerAsn === customerAsn) return [];
  const loops = allowOwnAsn > 0 ? [`loops ${allowOwnAsn + 1}`] : [];
  return [...loops, "private", "no-prepend-global-as"].map(
    (option) => `local-as ${customerAsn} ${option}`,
  );
}
