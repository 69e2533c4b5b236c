import { GET_STARTED } from "../sources";
import type { Rule } from "./rule";

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
