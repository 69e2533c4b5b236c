/** Effects of health checks of sessions, as far as they are known. */

import { FACTS } from "../domain/facts";
import { isWithin, type Prefix, parsePrefix } from "../domain/prefix";
import type { HealthCheck, Session } from "./design";
import { priorityOf } from "./preference";

const LEGACY_TARGETS = parsePrefix(FACTS.legacyTargets.value);

/**
 * Whether a health check ranks dead static routes of the session behind other routes. Returns `false` only if the check
 * is declared as disabled. A rule reports undeclared checks.
 */
export function isProbed({ healthCheck }: Session): boolean {
  return healthCheck?.enabled !== false;
}

/**
 * Returns the priority of a session's routes while the session is dead. If the session has a health check, this
 * includes the penalty of the check.
 */
export function priorityIfDown(session: Session): number {
  return priorityOf(session) + (isProbed(session) ? FACTS.downPenalty.value : 0);
}

/** Whether the target is one that the customer's router sends back with a policy route. */
export function hasLegacyTarget({ target }: HealthCheck): boolean {
  const prefix = parseTarget(target);
  return prefix !== undefined && LEGACY_TARGETS !== undefined && isWithin(prefix, LEGACY_TARGETS);
}

/** Parses the target of a health check, which is an address with or without a prefix length. */
export function parseTarget(target: string | undefined): Prefix | undefined {
  return parsePrefix(target ?? "") ?? parsePrefix(`${target}/32`) ?? parsePrefix(`${target}/128`);
}

/** Interconnect in the list of the Magic API. */
interface Listed {
  name: string;
  healthCheck?: { enabled: boolean };
}

/**
 * Finds the health check of the session with this conduit name. Returns only whether the check is enabled, because
 * Magic also reports defaults that nobody declared.
 */
export function listedHealthCheck(
  conduit: string,
  listed: readonly Listed[],
): HealthCheck | undefined {
  const check = listed.find(({ name }) => name === conduit)?.healthCheck;
  return check && { enabled: check.enabled };
}
