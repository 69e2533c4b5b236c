/** Rules about tunnel health checks, by which Cloudflare detects a dead path. */

import { FACTS } from "../../domain/facts";
import { covers, parsePrefix } from "../../domain/prefix";
import { quoted } from "../../domain/text";
import { HealthCheckDirection, UseCase } from "../../domain/values";
import type { BackupTunnel, Design, HealthCheck, Port, Session } from "../design";
import { hasLegacyTarget, parseTarget } from "../health-check";
import { namesOf } from "../places";
import { learnsByBgp } from "../preference";
import type { Finding, Rule } from "./rule";
import { sessionsOnPorts } from "./sessions-on-ports";

const LEGACY_TARGETS = FACTS.legacyTargets.value;

export const noHealthCheck: Rule = {
  rule: "A health check probes each session whose traffic can take another path",
  figure: `down: + ${FACTS.downPenalty.value.toLocaleString("en")}; degraded: + ${FACTS.degradedPenalty.value.toLocaleString("en")}; without a check, a dead static route stays the path`,
  source: FACTS.downPenalty.source,
  check(design) {
    const relevant = design.sessions.filter((session) => hasAnotherPath(session, design));
    const disabled = relevant.filter(({ healthCheck }) => healthCheck?.enabled === false);
    const unknown = relevant.filter(({ healthCheck }) => typeof healthCheck?.enabled !== "boolean");
    return [
      ...disabled.map(
        (session): Finding => ({
          severity: "error",
          explanation: explainDisabled(session),
          sessions: [session.name],
        }),
      ),
      ...(unknown.length > 0 ? [unknownChecks(unknown, design)] : []),
      ...(design.backup?.kind === "tunnel" ? (design.backup.tunnels ?? []) : []).flatMap(
        checkTunnel,
      ),
    ];
  },
};

function checkTunnel({ name, healthCheck }: BackupTunnel): Finding[] {
  if (healthCheck?.enabled === true) return [];
  const isDisabled = healthCheck?.enabled === false;
  return [
    {
      severity: isDisabled ? "error" : "unknown",
      explanation: isDisabled
        ? `Tunnel "${name}" of the backup has no health check, so Cloudflare sends traffic to it even if it is dead. Enable its health check, and set healthCheck: { enabled: true }.`
        : `It is unknown whether a health check probes tunnel "${name}" of the backup. Set healthCheck, such as { enabled: true }.`,
    },
  ];
}

/**
 * Whether another session or a tunnel reaches a prefix of the session. A session without prefixes reaches all traffic.
 */
function hasAnotherPath(session: Session, { sessions, backup }: Design): boolean {
  if (backup?.kind === "tunnel") return true;
  const { prefixes: own = [] } = session;
  return sessions.some((other) => other !== session && reachesAny(other.prefixes ?? [], own));
}

function reachesAny(outer: readonly string[], inner: readonly string[]): boolean {
  if (outer.length === 0 || inner.length === 0) return true;
  return inner.some((one) =>
    outer.some((other) => one === other || covers(parsePrefix(other), parsePrefix(one))),
  );
}

function explainDisabled(session: Session): string {
  return learnsByBgp(session)
    ? `Session "${session.name}" has no health check, which Cloudflare requires in addition to BGP. Without it, Cloudflare uses the session until the BGP hold time ends. Set healthCheck: { enabled: true }.`
    : `Session "${session.name}" has no health check, so Cloudflare keeps sending its traffic to a dead link. Set healthCheck: { enabled: true }.`;
}

function unknownChecks(sessions: readonly Session[], { useCase }: Design): Finding {
  const names = quoted(namesOf(sessions));
  return {
    severity: "unknown",
    explanation: `It is unknown whether health checks probe sessions ${names}; ${defaultOf(useCase)} Set healthCheck, such as { enabled: true }.`,
    sessions: namesOf(sessions),
  };
}

function defaultOf(useCase: Design["useCase"]): string {
  switch (useCase) {
    case UseCase.MagicTransitDsr:
    case UseCase.MagicTransitEgress:
      return "by default, Magic Transit has unidirectional checks.";
    case UseCase.CloudflareWan:
      return "by default, Cloudflare WAN has bidirectional checks.";
    default:
      return "by default, Magic Transit has unidirectional checks and Cloudflare WAN has bidirectional checks.";
  }
}

export const healthCheckMismatch: Rule = {
  rule: "The direction and target of a health check match the product, and the target can respond",
  figure: `Magic Transit unidirectional, Cloudflare WAN bidirectional; Google Cloud and BGP bidirectional with a target in ${LEGACY_TARGETS}`,
  source: FACTS.legacyTargets.source,
  check(design) {
    return sessionsOnPorts(design).flatMap(({ session, port }) => {
      const { healthCheck } = session;
      if (!healthCheck || healthCheck.enabled === false) return [];
      const problem = mismatchOf(session, port, healthCheck, design);
      return problem === undefined ? [] : [{ ...problem, sessions: [session.name] }];
    });
  },
};

type Mismatch = Pick<Finding, "severity" | "explanation">;

function mismatchOf(
  session: Session,
  port: Port,
  check: HealthCheck,
  { useCase }: Design,
): Mismatch | undefined {
  const { name } = session;
  const { direction, target } = check;
  const isBidirectional = direction === HealthCheckDirection.Bidirectional;
  const isLegacy = isBidirectional && hasLegacyTarget(check);
  if (target !== undefined && isSameHost(target, session.cloudflareIp)) {
    return {
      severity: "error",
      explanation: `The health check of session "${name}" has target ${target}, which is Cloudflare's own address. Set target to an address at your end, or omit it.`,
    };
  }
  if (direction === HealthCheckDirection.Unidirectional && hasLegacyTarget(check)) {
    return {
      severity: "error",
      explanation: `The health check of session "${name}" is unidirectional, but its target ${target} can respond only over the session. Set direction to "bidirectional".`,
    };
  }
  if (
    port.kind === "gcp_partner" &&
    !learnsByBgp(session) &&
    direction !== undefined &&
    !isLegacy
  ) {
    return {
      severity: "error",
      explanation: `The health check of session "${name}" cannot work over Google Cloud. Set direction to "bidirectional" and target to an address in ${LEGACY_TARGETS}, such as 172.64.240.253, and send packets from it back to the session with a policy route.`,
    };
  }
  if (isLegacy) {
    return {
      severity: "unknown",
      explanation: `The health check of session "${name}" has target ${target}. Cloudflare's pages require such a target, but its API says that it ignores the target of a bidirectional check. Make sure that the check passes before you rely on it.`,
    };
  }
  if (learnsByBgp(session) && direction !== undefined) {
    return {
      severity: "warning",
      explanation: `The health check of session "${name}" has no target in ${LEGACY_TARGETS}, which Cloudflare requires with BGP. Set direction to "bidirectional" and target to such an address.`,
    };
  }
  if (direction === undefined || useCase === undefined) return undefined;
  const expected = expectedDirection(useCase);
  if (expected === undefined || expected === direction) return undefined;
  return {
    severity: "warning",
    explanation: `The health check of session "${name}" is ${direction}, but use case "${useCase}" uses ${expected} checks. Set direction to "${expected}".`,
  };
}

/**
 * Returns the direction that the use case expects. For Magic Transit with egress, there is none: Cloudflare recommends
 * bidirectional checks, but the default is unidirectional.
 */
function expectedDirection(useCase: NonNullable<Design["useCase"]>): string | undefined {
  switch (useCase) {
    case UseCase.MagicTransitDsr:
      return HealthCheckDirection.Unidirectional;
    case UseCase.CloudflareWan:
      return HealthCheckDirection.Bidirectional;
    default:
      return undefined;
  }
}

function isSameHost(address: string, end: string | undefined): boolean {
  const [one, other] = [parseTarget(address), parsePrefix(end ?? "")];
  return one !== undefined && one.address === other?.address;
}
