/** Configuration for BIRD 2.0.9 or newer. */
import type { Family } from "../domain/prefix";
import { hostCommands } from "./linux";
import {
  BFD_INTERVAL,
  BFD_MULTIPLIER,
  HOLD_TIME,
  KEEPALIVE,
  type Peer,
  RESTART_TIME,
  type Router,
} from "./router";

/** Seconds between attempts. BIRD's default of 120 would leave a repaired link unused for that long. */
const CONNECT_RETRY = 10;

export function bird(router: Router): string[] {
  return [
    ...hostCommands(router).map((command) => `# ${command}`),
    ...router.peers.map((peer) => `#   ip address add ${peer.local} dev ${peer.interface}`),
    "# If bird.conf already has router id, device, direct and kernel, leave them out here.",
    `router id ${router.routerId};`,
    "protocol device {}",
    `protocol direct { ${router.families.map((family) => `${family};`).join(" ")} }`,
    ...router.families.flatMap((family) => kernel(router, family)),
    ...(router.bfd ? bfdProtocol(router) : []),
    ...router.families.flatMap((family) =>
      filter(`cni-out-${family}`, router.announce[family], "accept;"),
    ),
    ...router.peers.flatMap((peer) => protocol(router, peer)),
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
  return [
    "protocol bfd {",
    `  interface ${names} { interval ${BFD_INTERVAL} ms; multiplier ${BFD_MULTIPLIER}; };`,
    "}",
  ];
}

function filter(name: string, prefixes: readonly string[], then: string): string[] {
  return [
    `filter '${name}' {`,
    // BIRD does not accept an empty set.
    ...(prefixes.length > 0 ? [`  if net ~ [ ${prefixes.join(", ")} ] then { ${then} }`] : []),
    "  reject;",
    "}",
  ];
}

function protocol(router: Router, peer: Peer): string[] {
  const { name, family, local, neighbor, md5Key, localPreference } = peer;
  const incoming = `cni-in-${name}-${family}`;
  return [
    ...filter(incoming, router.accept[family], `bgp_local_pref = ${localPreference}; accept;`),
    `protocol bgp 'cni-session-${name}-${family}' {`,
    `  description "${peer.description}";`,
    `  local ${local.split("/")[0]} as ${router.customerAsn};`,
    `  neighbor ${neighbor} as ${router.cloudflareAsn};`,
    `  hold time ${HOLD_TIME};`,
    `  keepalive time ${KEEPALIVE};`,
    `  connect retry time ${CONNECT_RETRY};`,
    // BIRD treats a link that goes down as an error, and by default waits at least a minute after it.
    "  error wait time 5, 60;",
    "  graceful restart on;",
    `  graceful restart time ${RESTART_TIME};`,
    ...(md5Key === undefined ? [] : [`  password "${md5Key}";`]),
    ...(router.bfd ? ["  bfd on;"] : []),
    `  ${family} {`,
    `    import filter '${incoming}';`,
    // Filtered routes count towards the receive limit only if BIRD keeps them.
    "    import keep filtered on;",
    `    receive limit ${router.maxPrefixes} action disable;`,
    `    export filter 'cni-out-${family}';`,
    "  };",
    "}",
  ];
}
