/** Rules about the size of packets and of TCP segments. */
import { FACTS } from "../../domain/facts";
import { UseCase } from "../../domain/values";
import { tunnelsOfBackup } from "../backup";
import { tunnelsOf } from "../capacity";
import type { BackupTunnel, Design, Port, Session } from "../design";
import type { Finding, Rule } from "./rule";
import { sessionsOnPorts } from "./sessions-on-ports";

const MTU = FACTS.mtu.value;
const MTU_IN_GRE = FACTS.mtuInGre.value;
const MSS_IN_GRE = FACTS.mssInGre.value;
const MSS_IN_IPSEC = FACTS.mssInIpsec.value;
const MSS_ON_TRANSIT = FACTS.mssOnTransitPorts.value;
/** Bytes of the IPv4 and TCP headers before a segment. */
const HEADERS = 40;

/** Returns the size in bytes of the largest packet that the port carries in both directions. */
function largestMtu(port: Port): number {
  return tunnelsOf(port) > 0 ? MTU_IN_GRE : MTU;
}

export const mtu: Rule = {
  rule: "Packets fit the link in both directions",
  figure: `≤ ${MTU} bytes; ≤ ${MTU_IN_GRE} over GRE on v1`,
  source: FACTS.mtu.source,
  check(design) {
    return sessionsOnPorts(design).flatMap(({ session, port }) => {
      const largest = largestMtu(port);
      if ((session.mtu ?? 0) <= largest) return [];
      return {
        severity: "error",
        explanation: `Session "${session.name}" has mtu ${session.mtu}, but port "${port.name}" carries at most ${largest} bytes toward Cloudflare. Set mtu to ${largest}.`,
        sessions: [session.name],
        ports: [port.name],
      };
    });
  },
};

export const mss: Rule = {
  rule: "TCP segments fit the packets, even inside tunnels",
  figure: `MSS + ${HEADERS} ≤ MTU; no clamp on v2, or on v1 without GRE; ≤ ${MSS_IN_GRE} over GRE, ≤ ${MSS_IN_IPSEC} over IPsec, ≤ ${MSS_ON_TRANSIT} on the transit ports with tunnels`,
  source: FACTS.mssInGre.source,
  check(design) {
    return [
      ...sessionsOnPorts(design).flatMap(({ session, port }) =>
        checkSession(session, port, design),
      ),
      ...checkTransitPorts(design),
      ...checkBackup(design),
    ];
  },
};

function checkSession(
  { name, mtu = MTU, mss }: Session,
  port: Port,
  { useCase, transitMss }: Design,
): Finding[] {
  const largest = Math.min(mtu, largestMtu(port)) - HEADERS;
  if (mss === undefined) {
    const isClampedOnTransit =
      useCase === undefined ? transitMss !== undefined : useCase === UseCase.MagicTransitDsr;
    if (tunnelsOf(port) === 0 || isClampedOnTransit) return [];
    return [
      {
        severity: "unknown",
        explanation: `Session "${name}" runs over GRE, where segments of more than ${largest} bytes do not get through, and its mss is unknown. Clamp the MSS to ${largest} and set mss, or transitMss for direct server return.`,
        sessions: [name],
      },
    ];
  }
  if (mss <= largest) return [];
  return [
    {
      severity: "error",
      explanation: `Session "${name}" has mss ${mss}, but segments of more than ${largest} bytes do not get through. Clamp the MSS to ${largest}.`,
      sessions: [name],
    },
  ];
}

function checkTransitPorts({ transitMss, ports, backup, useCase }: Design): Finding[] {
  const hasTunnels = backup?.kind === "tunnel" || ports.some((port) => tunnelsOf(port) > 0);
  if (!hasTunnels) return [];
  if (transitMss === undefined) {
    if (useCase !== UseCase.MagicTransitDsr) return [];
    return [
      {
        severity: "unknown",
        explanation: `transitMss is unknown, but with direct server return, segments of more than ${MSS_ON_TRANSIT} bytes do not get through a tunnel. Clamp the MSS on the transit ports to ${MSS_ON_TRANSIT}, and set transitMss.`,
      },
    ];
  }
  if (transitMss <= MSS_ON_TRANSIT) return [];
  return [
    {
      severity: "error",
      explanation: `transitMss is ${transitMss}, but over a tunnel, segments of more than ${MSS_ON_TRANSIT} bytes do not get through. Clamp the MSS on the transit ports to ${MSS_ON_TRANSIT}.`,
    },
  ];
}

function checkBackup({ backup, useCase }: Design): Finding[] {
  return tunnelsOfBackup(backup).flatMap((tunnel) => checkTunnel(tunnel, useCase));
}

function checkTunnel(
  { name, encapsulation, mss }: BackupTunnel,
  useCase: Design["useCase"],
): Finding[] {
  const largest = encapsulation === "ipsec" ? MSS_IN_IPSEC : MSS_IN_GRE;
  if (mss === undefined || mss === null) {
    if (useCase !== UseCase.MagicTransitEgress && useCase !== UseCase.CloudflareWan) return [];
    return [
      {
        severity: "unknown",
        explanation: `Backup "${name}" has an unknown mss, but segments of more than ${largest} bytes do not get through. Clamp the MSS to ${largest}, and set mss.`,
      },
    ];
  }
  if (mss > largest) {
    return [
      {
        severity: "error",
        explanation: `Backup "${name}" has mss ${mss}, but segments of more than ${largest} bytes do not get through. Clamp the MSS to ${largest}.`,
      },
    ];
  }
  if (encapsulation !== undefined || mss <= MSS_IN_IPSEC) return [];
  return [
    {
      severity: "unknown",
      explanation: `Backup "${name}" has mss ${mss}, but segments of more than ${MSS_IN_IPSEC} bytes do not get through if it is an IPsec tunnel. Set encapsulation to "gre", or clamp the MSS to ${MSS_IN_IPSEC}.`,
    },
  ];
}
