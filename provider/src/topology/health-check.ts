/** Health checks of sessions: what they are known to do. */

import { FACTS } from "../domain/facts";
import { isWithin, type Prefix, parsePrefix } from "../domain/prefix";
import type { HealthCheck, Session } from "./design";
import { priorityOf } from "./preference";

const LEGACY_TARGETS = parsePrefix(FACTS.legacyTargets.value);

/**
 * Whether a health check puts dead static routes of the session behind others. It does unless it is declared as disabled:
 * a rule reports an undeclared one.
 */
export function isProbed({ healthCheck }: Session): boolean {
  return healthCheck?.enabled !== false;
}

/** Priority of the routes of a session while it is dead: with the penalty of its health check, if it has one. */
export function priorityIfDown(session: Session): number {
  return priorityOf(session) + (isProbed(session) ? FACTS.downPenalty.value : 0);
}

/** Whether the target is one of those that the customer's router sends back by a policy route. */
export function hasLegacyTarget({ target }: HealthCheck): boolean {
  const prefix = parseTarget(target);
  return prefix !== undefined && LEGACY_TARGETS !== undefined && isWithin(prefix, LEGACY_TARGETS);
}

/** Parses a target, which is an address with or without a prefix length. */
export function parseTarget(target: string | undefined): Prefix | undefined {
  return parsePrefix(target ?? "") ?? parsePrefix(`${target}/32`) ?? parsePrefix(`${target}/128`);
}

/** Interconnect as Magic lists it. */
interface Listed {
  name: string;
  healthCheck?: { enabled: boolean };
}

/**
 * Finds the health check of the session with this conduit name. Only the switch counts, because Magic also reports
 * defaults that nobody declared.
 */
export function listedHealthCheck(
  conduit: string,
  listed: readonly Listed[],
): HealthCheck | undefined {
  const check = listed.find(({ name }) => name === conduit)?.healthCheck;
  return check && { enabled: check.enabled };
}
