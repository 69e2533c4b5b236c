/** Rules on the addresses and prefixes of sessions. */

import { distinct } from "../../domain/distinct";
import { FACTS, PAGES } from "../../domain/facts";
import { type Family, parsePrefix } from "../../domain/prefix";
import { listed, quoted } from "../../domain/text";
import type { Session } from "../design";
import { namesOf } from "../places";
import type { Rule } from "./rule";

const LENGTH_OF_LINK: Readonly<Record<Family, number>> = { ipv4: 31, ipv6: 127 };

/** Network of an address that is one end of a point-to-point link; otherwise `undefined`. */
function linkOf(text: string | undefined): string | undefined {
  const address = parsePrefix(text ?? "");
  if (address === undefined || address.length !== LENGTH_OF_LINK[address.family]) return undefined;
  return address.network;
}

/** Networks of the session's addresses: one if the addresses match. */
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
        explanation: `Sessions ${quoted(namesOf(sharing))} use the same network (${addresses.join(", ")}). Give each its own /31.`,
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
/** Ranges that stay inside the customer's network; Cloudflare routes them at any length. */
const PRIVATE = new Set(["private", "uniqueLocal", "carrierGradeNat"]);

export const prefixTooLong: Rule = {
  rule: "Public prefixes are short enough to be announced",
  figure: `≤ /${LONGEST.ipv4} (IPv4), ≤ /${LONGEST.ipv6} (IPv6)`,
  source: FACTS.longestAnnouncedIpv4.source,
  check({ sessions }) {
    return sessions.flatMap(({ name, prefixes = [] }) => {
      const rejected = prefixes.filter((prefix) => !isShortEnough(prefix));
      if (rejected.length === 0) return [];
      return {
        severity: "error",
        explanation: `Session "${name}" has prefixes that are not valid, or longer than /${LONGEST.ipv4} (IPv4) or /${LONGEST.ipv6} (IPv6): ${listed(rejected)}. Announce the network that contains each of them.`,
        sessions: [name],
      };
    });
  },
};

function isShortEnough(prefix: string): boolean {
  const parsed = parsePrefix(prefix);
  if (parsed === undefined) return false;
  return PRIVATE.has(parsed.range) || parsed.length <= LONGEST[parsed.family];
}
