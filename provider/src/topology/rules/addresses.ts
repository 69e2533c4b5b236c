/** Rules on the addresses of sessions, and on the prefixes that they carry. */
import { type Family, parsePrefix } from "../../domain/prefix";
import { listed, quoted } from "../../domain/text";
import type { Session } from "../design";
import { namesOf } from "../places";
import { OVERVIEW } from "../sources";
import type { Rule } from "./rule";

const LENGTH_OF_LINK: Readonly<Record<Family, number>> = { ipv4: 31, ipv6: 127 };

/** The network of an address that is one end of a point-to-point link, as text. */
function linkOf(text: string | undefined): string | undefined {
  const address = parsePrefix(text ?? "");
  if (address === undefined || address.length !== LENGTH_OF_LINK[address.family]) return undefined;
  return address.network;
}

/** The links that the addresses of a session are in; one where they match. */
function linksOf({ customerIp, cloudflareIp }: Session): string[] {
  return [...new Set([linkOf(customerIp), linkOf(cloudflareIp)])].filter(
    (link) => link !== undefined,
  );
}

export const addressConflict: Rule = {
  rule: "No two sessions share a point-to-point network",
  figure: "1 /31 for each session",
  source: OVERVIEW,
  check({ sessions }) {
    const links = new Set(sessions.flatMap(linksOf));
    return [...links].flatMap((link) => {
      const sharing = sessions.filter((session) => linksOf(session).includes(link));
      if (sharing.length < 2) return [];
      const addresses = sharing.map(({ customerIp, cloudflareIp }) => customerIp ?? cloudflareIp);
      return {
        severity: "error",
        explanation: `Sessions ${quoted(namesOf(sharing))} use one network (${addresses.join(", ")}): give each its own /31.`,
        sessions: namesOf(sharing),
      };
    });
  },
};

export const notPointToPoint: Rule = {
  rule: "customerIp and cloudflareIp are the two ends of one point-to-point network",
  figure: "/31 (IPv4), /127 (IPv6)",
  source: OVERVIEW,
  check({ sessions }) {
    return sessions.flatMap(({ name, customerIp, cloudflareIp }) => {
      const addresses = [customerIp, cloudflareIp].filter((address) => address !== undefined);
      const links = addresses.map(linkOf);
      const isOneLink = links.every((link) => link !== undefined && link === links[0]);
      const isTwoEnds = new Set(addresses).size === addresses.length;
      if (isOneLink && isTwoEnds) return [];
      return {
        severity: "error",
        explanation: `Session "${name}" has ${addresses.join(" and ")}, which ${addresses.length > 1 ? "are not the two ends" : "is no end"} of one /31: use a pair such as 10.0.0.1/31 and 10.0.0.0/31.`,
        sessions: [name],
      };
    });
  },
};

const LONGEST = { ipv4: 24, ipv6: 48 };
/** Ranges that stay inside the customer's network; Cloudflare routes any length of them. */
const PRIVATE = new Set(["private", "uniqueLocal", "carrierGradeNat"]);

export const prefixTooLong: Rule = {
  rule: "Public prefixes are short enough to be announced",
  figure: `≤ /${LONGEST.ipv4} (IPv4), ≤ /${LONGEST.ipv6} (IPv6)`,
  source: OVERVIEW,
  check({ sessions }) {
    return sessions.flatMap(({ name, prefixes = [] }) => {
      const wrong = prefixes.filter((prefix) => !isShortEnough(prefix));
      if (wrong.length === 0) return [];
      return {
        severity: "error",
        explanation: `Session "${name}" has ${listed(wrong)}, which is no prefix of /${LONGEST.ipv4} (IPv4) or /${LONGEST.ipv6} (IPv6) or shorter: announce the network around it.`,
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
