/** Router settings required by Cloudflare's health checks over a link. */
import { FACTS } from "../domain/facts";
import { isWithin, parsePrefix } from "../domain/prefix";
import type { RouterHealthCheck } from "./session";

/** Whether an address is a target of legacy bidirectional health checks. */
export function isLegacyTarget(target: string): boolean {
  const address = parsePrefix(`${target}/32`);
  const range = parsePrefix(FACTS.legacyTargets.value);
  return address !== undefined && range !== undefined && isWithin(address, range);
}

export interface HealthCheck {
  /** Target whose packets the router sends back into the link. Only set for a legacy bidirectional check. */
  returned: string | undefined;
  /** Whether the router itself must respond at that target. */
  answers: boolean;
  unidirectional: boolean;
}

/** Returns the health check of a session, or `undefined` if the session has none. */
export function healthCheckOf(check: RouterHealthCheck | undefined): HealthCheck | undefined {
  if (check === undefined || check.enabled === false) return undefined;
  const { target = "", type, direction } = check;
  const returned = isLegacyTarget(target) ? target : undefined;
  return {
    returned,
    answers: returned !== undefined && type === "request",
    unidirectional: direction === "unidirectional",
  };
}
