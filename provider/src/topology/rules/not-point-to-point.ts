import { OVERVIEW } from "../sources";
import { linkOf } from "./link-addresses";
import type { Rule } from "./rule";

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
