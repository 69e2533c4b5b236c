import { quoted } from "../../domain/text";
import { namesOf } from "../places";
import { OVERVIEW } from "../sources";
import { linksOf } from "./link-addresses";
import type { Rule } from "./rule";

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
