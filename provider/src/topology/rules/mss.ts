import { MAGIC_OVER_CNI } from "../sources";
import type { Rule } from "./rule";
import { largestMtu, sessionsOnPorts } from "./session-ports";

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
