import { parsePrefix } from "../../domain/prefix";
import { listed } from "../../domain/text";
import { OVERVIEW } from "../sources";
import type { Rule } from "./rule";

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
