/** Configuration for BIRD 2.0.9 or newer. `include` it in bird.conf, then run `birdc configure`. */
import type { Family } from "../domain/prefix";
import { hostCommands, sharingRequirement } from "./linux";
import { BFD_INTERVAL, BFD_MULTIPLIER, type Peer, RESTART_TIME, type Router } from "./router";
import { commonNotes, type RouterText } from "./text";

/** Seconds between connection attempts. With BIRD's default of 120, a repaired link could stay unused for that long. */
const CONNECT_RETRY = 10;

export function bird(router: Router): RouterText {
  const [first] = router.peers;
  return {
    host: [
      ...hostCommands(router),
      ...router.peers.map((peer) => `ip address add ${peer.local} dev ${peer.interface}`),
    ],
    required: [
      "protocol device, and the routes of the announced prefixes (protocol direct, static, or kernel with learn)",
      ...router.families.map((family) => `${kernelOf(router, family)}, with graceful restart on`),
      ...(router.bfd ? ["protocol bfd"] : []),
      ...sharingRequirement(router),
    ],
    notes: [
      ...(router.standalone ? [] : ["Include it in bird.conf, then run birdc configure."]),
      ...commonNotes(router, `birdc enable ${first ? `'${sessionName(first)}'` : "all"}`),
    ],
    body: [
      ...(router.standalone ? shared(router) : []),
      ...router.peers.flatMap((peer) => protocol(router, peer)),
    ],
  };
}

function kernelOf({ vrf, paths }: Router, family: Family): string {
  const merge = paths > 1 ? `merge paths on limit ${paths}; ` : "";
  const table = vrf === undefined ? "" : `table '${vrf}-${family}'; `;
  const ofVrf = vrf === undefined ? "" : `vrf "${vrf}"; kernel table <its table>; `;
  return `protocol kernel { ${ofVrf}${merge}${family} { ${table}export where source = RTS_BGP; }; }`;
}

/** Returns the settings that all protocols of a router share. */
function shared(router: Router): string[] {
  return [
    `router id ${router.routerId};`,
    "protocol device {}",
    `protocol direct { ${router.families.map((family) => `${family};`).join(" ")} }`,
    ...router.families.flatMap((family) => kernel(router, family)),
    ...(router.bfd ? bfdProtocol(router) : []),
  ];
}

/** Learns routes of the host so that BIRD can announce them, and exports BGP routes to the host. */
function kernel(router: Router, family: Family): string[] {
  return [
    "protocol kernel {",
    "  learn;",
    "  graceful restart on;",
    ...(router.paths > 1 ? [`  merge paths on limit ${router.paths};`] : []),
    `  ${family} { import all; export where source = RTS_BGP; };`,
    "}",
  ];
}

function bfdProtocol(router: Router): string[] {
  const names = router.links.map((link) => `"${link.interface}"`).join(", ");
  return ["protocol bfd {", `  interface ${names} {};`, "}"];
}

function protocol(router: Router, peer: Peer): string[] {
  const { name, family, local, neighbor, md5Key } = peer;
  const [incoming, outgoing] = [`cni-in-${name}-${family}`, `cni-out-${name}-${family}`];
  return [
    ...filter(incoming, [
      ...clause(router.accept[family].own, ["reject;"]),
      ...clause(
        router.accept[family].rules.map(({ prefix, le }) => pattern(prefix, le)),
        [`bgp_local_pref = ${peer.localPreference};`, "accept;"],
      ),
    ]),
    ...filter(outgoing, clause(router.announce[family], [...attributes(router, peer), "accept;"])),
    `protocol bgp '${sessionName(peer)}' {`,
    `  description "${peer.description}";`,
    ...(router.vrf === undefined ? [] : [`  vrf "${router.vrf}";`]),
    ...(router.standalone || router.routerId === undefined
      ? []
      : [`  router id ${router.routerId};`]),
    `  local ${local.split("/")[0]} as ${router.customerAsn};`,
    `  neighbor ${neighbor} as ${router.cloudflareAsn};`,
    `  hold time ${peer.holdTime};`,
    `  keepalive time ${peer.keepalive};`,
    `  connect retry time ${CONNECT_RETRY};`,
    // BIRD treats a link that goes down as an error and, by default, waits at least a minute after an error.
    "  error wait time 5, 60;",
    ...(router.gracefulRestart
      ? ["  graceful restart on;", `  graceful restart time ${RESTART_TIME};`]
      : ["  graceful restart off;"]),
    ...(router.allowOwnAsn > 0 ? [`  allow local as ${router.allowOwnAsn};`] : []),
    ...(md5Key === undefined ? [] : [`  password "${md5Key}";`]),
    ...(router.bfd
      ? [`  bfd { interval ${BFD_INTERVAL} ms; multiplier ${BFD_MULTIPLIER}; };`]
      : []),
    `  ${family} {`,
    ...(router.vrf === undefined ? [] : [`    table '${router.vrf}-${family}';`]),
    `    import filter '${incoming}';`,
    // Filtered routes count towards the receive limit only if BIRD keeps them.
    "    import keep filtered on;",
    `    receive limit ${router.maxPrefixes} action disable;`,
    `    export filter '${outgoing}';`,
    "  };",
    "}",
  ];
}

function sessionName({ name, family }: Peer): string {
  return `cni-session-${name}-${family}`;
}

function filter(name: string, clauses: readonly string[]): string[] {
  return [`filter '${name}' {`, ...clauses.map((clause) => `  ${clause}`), "  reject;", "}"];
}

/**
 * Returns the statements for a list of prefixes. BIRD does not accept an empty set, so there are none for an empty
 * list.
 */
function clause(prefixes: readonly string[], then: readonly string[]): string[] {
  if (prefixes.length === 0) return [];
  return [`if net ~ [ ${prefixes.join(", ")} ] then { ${then.join(" ")} }`];
}

function pattern(prefix: string, le: number | undefined): string {
  return le === undefined ? prefix : `${prefix}{${prefix.split("/")[1]},${le}}`;
}

function attributes({ customerAsn }: Router, { communities, prepends }: Peer): string[] {
  return [
    ...(communities.length > 0 ? ["bgp_community.empty;"] : []),
    ...communities.map((one) => `bgp_community.add((${one.replace(":", ",")}));`),
    ...Array.from({ length: prepends }, () => `bgp_path.prepend(${customerAsn});`),
  ];
}
