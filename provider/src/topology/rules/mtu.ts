import { OVERVIEW } from "../sources";
import type { Rule } from "./rule";
import { largestMtu, MTU, MTU_IN_GRE, sessionsOnPorts } from "./session-ports";

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
