/** Rules about sessions and the ports that carry them. */
import { PAGES } from "../../domain/facts";
import { listed, quoted } from "../../domain/text";
import { hasBackup, nameOfBackup, tunnelsOfBackup } from "../backup";
import type { BackupTunnel, Design, Port, Session } from "../design";
import {
  byRoutePriority,
  declaredLocalPreference,
  declaredPriority,
  learnsByBgp,
  nearestCommunity,
  type Preferred,
  priorityOf,
} from "../preference";
import type { Finding, Rule } from "./rule";

/** Session or backup. */
type Path = Preferred & { name: string };

/**
 * Property that sets a preference. The two directions are independent, so a value for one direction says nothing about
 * the other.
 */
type Preference = "localPreference" | "routePriority";

export const equalPreference: Rule = {
  rule: "Preferences match the declared order of the sessions, and the backup comes last",
  figure:
    "the highest local preference wins, the lowest route priority wins, static routes before BGP; equal values share traffic (ECMP)",
  source: PAGES.steering,
  check(design) {
    return [...checkDeclaredOrder(design), ...checkBackupIsLast(design)];
  },
};

function checkDeclaredOrder({ order = [], sessions }: Design): Finding[] {
  const ordered = order.flatMap((name) => sessions.filter((session) => session.name === name));
  return ordered.flatMap((first, at) =>
    ordered.slice(at + 1, at + 2).flatMap((second) => {
      const names = [first.name, second.name];
      if (isComparable(first, second)) return contradictions(first, second, names);
      return {
        severity: "unknown",
        explanation: `"${first.name}" must be preferred to "${second.name}", but neither localPreference nor a route priority is set on both. Set steering on both.`,
        sessions: names,
      };
    }),
  );
}

/** Checks the backup if the design declares no order. Reports preferences that do not put the backup last. */
function checkBackupIsLast({ backup, sessions }: Design): Finding[] {
  if (!hasBackup(backup)) return [];
  const tunnels = tunnelsOfBackup(backup);
  const last = tunnels.length > 0 ? tunnels : [{ ...backup, name: nameOfBackup(backup) }];
  return [
    ...last.flatMap((path) =>
      sessions.flatMap((session) => contradictions(session, path, [session.name])),
    ),
    ...tunnels.flatMap((tunnel) => checkDefaultPriority(tunnel, sessions)),
  ];
}

/**
 * Checks a tunnel with Cloudflare's default priority for BGP. The tunnel would share or take over the traffic of
 * sessions with the same or a higher priority value.
 */
function checkDefaultPriority(tunnel: BackupTunnel, sessions: readonly Session[]): Finding[] {
  if (declaredPriority(tunnel) !== undefined) return [];
  const later = sessions.filter(
    (session) => (declaredPriority(session) ?? 0) >= priorityOf(tunnel),
  );
  if (later.length === 0) return [];
  const names = quoted(later.map(({ name }) => name));
  return [
    {
      severity: tunnel.bgp ? "error" : "unknown",
      explanation: tunnel.bgp
        ? `Backup "${tunnel.name}" announces its routes without a community, with priority ${priorityOf(tunnel)}, so it comes before sessions ${names}. Announce them with the community 13335:60901 and one more ASN of your own, and set communities and prepends.`
        : `Backup "${tunnel.name}" has no routePriority, so it may come before sessions ${names}. Set a priority that is higher than theirs on its routes, and set routePriority.`,
      sessions: later.map(({ name }) => name),
    },
  ];
}

function contradictions(first: Path, second: Path, sessions: readonly string[]): Finding[] {
  const preferences: Preference[] = [];
  // Every comparison with NaN is false, so an unknown preference is never reported.
  if (lead(first, second, "localPreference") <= 0) preferences.push("localPreference");
  const isEqualOrLater = lead(first, second, "routePriority") >= 0;
  if (isEqualOrLater && byRoutePriority(first, second) >= 0) preferences.push("routePriority");
  return preferences.map((preference) => ({
    severity: "error",
    explanation: explainContradiction(preference, first, second),
    sessions,
  }));
}

function explainContradiction(preference: Preference, first: Path, second: Path): string {
  switch (preference) {
    case "localPreference":
      return `"${first.name}" must be preferred to "${second.name}", but its localPreference ${declaredLocalPreference(first)} is not higher than ${declaredLocalPreference(second)}. Set a higher localPreference on "${first.name}".`;
    case "routePriority":
      return learnsByBgp(first)
        ? `"${first.name}" must be preferred to "${second.name}", but its route priority ${declaredPriority(first)} is not lower than ${declaredPriority(second)}. Announce "${first.name}" with a community of a lower priority, such as ${nearestCommunity(0).community}.`
        : `"${first.name}" must be preferred to "${second.name}", but its route priority ${declaredPriority(first)} is not lower than ${declaredPriority(second)}. Set a lower routePriority on "${first.name}".`;
  }
}

function isComparable(first: Path, second: Path): boolean {
  return (
    !Number.isNaN(lead(first, second, "localPreference")) ||
    !Number.isNaN(lead(first, second, "routePriority"))
  );
}

/** Returns the difference between the first and the second value, or NaN if either is unknown. */
function lead(first: Path, second: Path, preference: Preference): number {
  return preferenceOf(first, preference) - preferenceOf(second, preference);
}

function preferenceOf(path: Path, preference: Preference): number {
  const value =
    preference === "routePriority" ? declaredPriority(path) : declaredLocalPreference(path);
  return value ?? Number.NaN;
}

export const md5Missing: Rule = {
  rule: "BGP is protected by an MD5 key",
  figure: "1 key per BGP session",
  source: PAGES.getStarted,
  check({ sessions }) {
    return sessions
      .filter(({ bgp, md5 }) => bgp && !md5)
      .map(({ name, md5 }) => ({
        severity: md5 === false ? "warning" : "unknown",
        explanation:
          md5 === false
            ? `BGP session "${name}" has no MD5 key, so anybody on the link can impersonate the other end. Set a key on both ends.`
            : `BGP session "${name}" may have no MD5 key, so anybody on the link could impersonate the other end. Set a key on both ends.`,
        sessions: [name],
      }));
  },
};

export const dataplaneFeature: Rule = {
  rule: "v2 does not support VLAN, BFD, LACP, GRE or peering with AS13335; ports share traffic by ECMP",
  figure: "0 on v2",
  source: PAGES.overview,
  check({ ports }) {
    return ports.flatMap((port) => {
      const features = featuresOfV1(port);
      if (port.dataplane === "v1" || features.length === 0) return [];
      return {
        severity: "error",
        explanation: `Port "${port.name}" uses ${listed(features)}, which dataplane v2 does not support. Remove this (ECMP replaces LACP), or ask Cloudflare's account team for a v1 port.`,
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
