/** Rules on the settings of sessions, and of the ports that carry them. */
import { listed } from "../../domain/text";
import { tunnelsOf } from "../capacity";
import type { Design, Port, Session } from "../design";
import { hasBackup, nameOfBackup } from "../outcomes";
import { GET_STARTED, MAGIC_OVER_CNI, OVERVIEW, STEERING } from "../sources";
import type { Finding, Rule } from "./rule";

const MTU = 1_500;
/** What GRE leaves of it toward Cloudflare. */
const MTU_IN_GRE = 1_476;

/** Each session with its port. */
function sessionsOnPorts({ sessions, ports }: Design): { session: Session; port: Port }[] {
  return sessions.flatMap((session) =>
    ports.filter(({ name }) => name === session.port).map((port) => ({ session, port })),
  );
}

/** Bytes that a packet over the port may have in both directions. */
function largestMtu(port: Port): number {
  return tunnelsOf(port) > 0 ? MTU_IN_GRE : MTU;
}

/** A session, or the backup. */
type Path = Pick<Session, "name" | "localPreference" | "routePriority">;

/** Each direction has its own preference: what is said of one is nothing about the other. */
const PREFERENCES = [
  { property: "localPreference", better: "higher", sign: 1 },
  { property: "routePriority", better: "lower", sign: -1 },
] as const;

export const equalPreference: Rule = {
  rule: "Preferences tell the declared order of the sessions, and the backup goes last",
  figure:
    "the higher local preference wins, the lower route priority wins; equal ones share (ECMP)",
  source: STEERING,
  check(design) {
    return [...declaredOrder(design), ...backupLast(design)];
  },
};

function declaredOrder({ order = [], sessions }: Design): Finding[] {
  const ordered = order.flatMap((name) => sessions.filter((session) => session.name === name));
  return ordered.flatMap((first, at) =>
    ordered.slice(at + 1, at + 2).flatMap((second) => {
      const isTold = PREFERENCES.some(
        ({ property }) => !Number.isNaN(lead(first, second, property)),
      );
      const names = [first.name, second.name];
      if (isTold) return contradictions(first, second, names);
      return {
        severity: "unknown",
        explanation: `Session "${first.name}" is to go before "${second.name}", and nothing tells so: set localPreference (higher first) or routePriority (lower first) on both.`,
        sessions: names,
      };
    }),
  );
}

/** That the backup goes last needs no order, only preferences that do not say otherwise. */
function backupLast({ backup, sessions }: Design): Finding[] {
  if (!hasBackup(backup)) return [];
  const last = { ...backup, name: nameOfBackup(backup) };
  return sessions.flatMap((session) => contradictions(session, last, [session.name]));
}

function contradictions(first: Path, second: Path, sessions: readonly string[]): Finding[] {
  // A comparison with NaN, for what is not told, is never true.
  return PREFERENCES.filter(({ property, sign }) => lead(first, second, property) * sign <= 0).map(
    ({ property, better }) => ({
      severity: "error",
      explanation: `"${first.name}" is to go before "${second.name}", and its ${property} ${first[property]} is not ${better} than ${second[property]}: give "${first.name}" the ${better} ${property}.`,
      sessions,
    }),
  );
}

/** How far the first value is above the second; NaN where one is not told. */
function lead(first: Path, second: Path, property: "localPreference" | "routePriority"): number {
  return (first[property] ?? Number.NaN) - (second[property] ?? Number.NaN);
}

export const md5Missing: Rule = {
  rule: "BGP is protected by an MD5 key",
  figure: "1 key for each BGP session",
  source: GET_STARTED,
  check({ sessions }) {
    return sessions
      .filter(({ bgp, md5 }) => bgp && !md5)
      .map(({ name, md5 }) => ({
        severity: md5 === false ? "warning" : "unknown",
        explanation: `BGP session "${name}" ${md5 === false ? "has" : "may have"} no MD5 key, so anybody on the link can speak for the other end: set one on both ends.`,
        sessions: [name],
      }));
  },
};

export const mtu: Rule = {
  rule: "Packets fit the link in both directions",
  figure: `≤ ${MTU} bytes; ≤ ${MTU_IN_GRE} over GRE on v1`,
  source: OVERVIEW,
  check(design) {
    return sessionsOnPorts(design).flatMap(({ session, port }) => {
      const largest = largestMtu(port);
      if ((session.mtu ?? 0) <= largest) return [];
      return {
        severity: "error",
        explanation: `Session "${session.name}" has mtu ${session.mtu}, and port "${port.name}" carries at most ${largest} bytes toward Cloudflare: set mtu to ${largest}.`,
        sessions: [session.name],
        ports: [port.name],
      };
    });
  },
};

const MSS_OVER_BACKHAUL = 1_332;
/** Bytes of IPv4 and TCP in front of a segment. */
const HEADERS = 40;

export const mss: Rule = {
  rule: "TCP segments fit the packets, and Cloudflare's own headers where traffic is backhauled",
  figure: `MSS + ${HEADERS} ≤ MTU; ≤ ${MSS_OVER_BACKHAUL} over backhaul`,
  source: MAGIC_OVER_CNI,
  check(design) {
    return sessionsOnPorts(design).flatMap(({ session, port }) => {
      const { name, mss } = session;
      const largest = Math.min(
        design.backhaul ? MSS_OVER_BACKHAUL : Number.POSITIVE_INFINITY,
        Math.min(session.mtu ?? Number.POSITIVE_INFINITY, largestMtu(port)) - HEADERS,
      );
      if (mss === undefined ? !design.backhaul : mss <= largest) return [];
      const said = mss === undefined ? "tells no mss and is backhauled" : `has mss ${mss}`;
      return {
        severity: mss === undefined ? "unknown" : "error",
        explanation: `Session "${name}" ${said}, and segments of more than ${largest} bytes do not get through: clamp the MSS to ${largest}.`,
        sessions: [name],
      };
    });
  },
};

export const dataplaneFeature: Rule = {
  rule: "v2 has no VLAN, BFD, LACP, GRE or peering with AS13335; ports share traffic by ECMP",
  figure: "0 on v2",
  source: OVERVIEW,
  check({ ports }) {
    return ports.flatMap((port) => {
      const features = featuresOfV1(port);
      if (port.dataplane === "v1" || features.length === 0) return [];
      return {
        severity: "error",
        explanation: `Port "${port.name}" is on dataplane v2, which has no ${listed(features)}: leave it out (ECMP takes the place of LACP), or ask Cloudflare's account team for a v1 port.`,
        ports: [port.name],
      };
    });
  },
};

function featuresOfV1({ vlan, bfd, lacp, peering, greTunnels }: Port): string[] {
  return [
    vlan !== undefined && "VLAN",
    bfd && "BFD",
    lacp && "LACP",
    peering && "peering",
    greTunnels && "GRE",
  ].filter((feature) => typeof feature === "string");
}
