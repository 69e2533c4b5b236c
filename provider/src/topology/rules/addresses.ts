/** Rules about the addresses and prefixes of sessions. */

import { distinct } from "../../domain/distinct";
import { FACTS, PAGES } from "../../domain/facts";
import { type Family, type Prefix, parsePrefix } from "../../domain/prefix";
import { listed, quoted } from "../../domain/text";
import type { Port, Session } from "../design";
import { namesOf } from "../places";
import type { Finding, Rule } from "./rule";
import { sessionsOnPorts } from "./sessions-on-ports";

const LENGTH_OF_LINK: Readonly<Record<Family, number>> = { ipv4: 31, ipv6: 127 };

/**
 * Returns the network of an address that is one end of a point-to-point link. Returns `undefined` for any other text.
 */
function linkOf(text: string | undefined): string | undefined {
  const address = parsePrefix(text ?? "");
  if (address === undefined || address.length !== LENGTH_OF_LINK[address.family]) return undefined;
  return address.network;
}

/** Returns the networks of the session's addresses. There is only one if the addresses match. */
function linksOf({ customerIp, cloudflareIp }: Session): string[] {
  return distinct([linkOf(customerIp), linkOf(cloudflareIp)]);
}

export const addressConflict: Rule = {
  rule: "No two sessions share a point-to-point network",
  figure: "1 /31 per session",
  source: PAGES.overview,
  check({ sessions }) {
    const links = new Set(sessions.flatMap(linksOf));
    return [...links].flatMap((link) => {
      const sharing = sessions.filter((session) => linksOf(session).includes(link));
      if (sharing.length < 2) return [];
      const addresses = sharing.map(({ customerIp, cloudflareIp }) => customerIp ?? cloudflareIp);
      return {
        severity: "error",
        explanation: `Sessions ${quoted(namesOf(sharing))} use the same network (${addresses.join(", ")}). Use a different /31 for each session.`,
        sessions: namesOf(sharing),
      };
    });
  },
};

export const notPointToPoint: Rule = {
  rule: "customerIp and cloudflareIp are the two ends of one point-to-point network",
  figure: "/31 (IPv4), /127 (IPv6)",
  source: PAGES.overview,
  check({ sessions }) {
    return sessions.flatMap(({ name, customerIp, cloudflareIp }) => {
      const addresses = [customerIp, cloudflareIp].filter((address) => address !== undefined);
      const links = addresses.map(linkOf);
      const isOneLink = links.every((link) => link !== undefined && link === links[0]);
      const isTwoEnds = new Set(addresses).size === addresses.length;
      if (isOneLink && isTwoEnds) return [];
      return {
        severity: "error",
        explanation: explainEnds(name, addresses),
        sessions: [name],
      };
    });
  },
};

function explainEnds(name: string, addresses: readonly string[]): string {
  const [first, second] = addresses;
  return second === undefined
    ? `Session "${name}" has ${first}, which is not an end of a /31. Use a pair such as 10.0.0.1/31 and 10.0.0.0/31.`
    : `Session "${name}" has ${first} and ${second}, which are not the two ends of one /31. Use a pair such as 10.0.0.1/31 and 10.0.0.0/31.`;
}

const LONGEST: Readonly<Record<Family, number>> = {
  ipv4: FACTS.longestAnnouncedIpv4.value,
  ipv6: FACTS.longestAnnouncedIpv6.value,
};
/** Address ranges that are used only inside the customer's network. */
const PRIVATE = new Set(["private", "uniqueLocal", "carrierGradeNat"]);

/**
 * Reports invalid prefixes and prefixes that are too long. Only peering limits the length; routes of Magic Transit and
 * Cloudflare WAN may have any length.
 */
export const prefixTooLong: Rule = {
  rule: "Prefixes are valid, and short enough for peering with AS13335",
  figure: `≤ /${LONGEST.ipv4} (IPv4), ≤ /${LONGEST.ipv6} (IPv6) on ports with \`peering\`; no limit on Magic routes`,
  source: FACTS.longestAnnouncedIpv4.source,
  check(design) {
    return sessionsOnPorts(design).flatMap(({ session, port }) => {
      const { name, prefixes = [] } = session;
      const parsed = prefixes.map((text) => ({ text, prefix: parsePrefix(text) }));
      const invalid = parsed.filter(({ prefix }) => prefix === undefined);
      const tooLong = parsed.filter(({ prefix }) => isPeeringOnly(port) && isTooLong(prefix));
      const findings: Finding[] = [];
      if (invalid.length > 0) {
        findings.push({
          severity: "error",
          explanation: `Session "${name}" has prefixes that are not valid: ${textsOf(invalid)}. Write each as a network with its length, such as 203.0.113.0/24.`,
          sessions: [name],
        });
      }
      if (tooLong.length > 0) {
        findings.push({
          severity: "error",
          explanation: `Session "${name}" has prefixes that peering with AS13335 does not accept: ${textsOf(tooLong)}. Announce at most /${LONGEST.ipv4} (IPv4) and /${LONGEST.ipv6} (IPv6), such as the network that contains each of them.`,
          sessions: [name],
        });
      }
      return findings;
    });
  },
};

/**
 * Whether a port carries only peering routes. If a peering port has GRE tunnels, its session also carries Magic routes.
 */
function isPeeringOnly({ peering, greTunnels = 0 }: Port): boolean {
  return peering === true && greTunnels === 0;
}

function isTooLong(prefix: Prefix | undefined): boolean {
  return (
    prefix !== undefined && !PRIVATE.has(prefix.range) && prefix.length > LONGEST[prefix.family]
  );
}

function textsOf(prefixes: readonly { text: string }[]): string {
  return listed(prefixes.map(({ text }) => text));
}
