/** Validates the health check of a session. */
import { FACTS } from "../domain/facts";
import { isObject } from "../domain/is-object";
import { isIPv4Address, parsePrefix } from "../domain/prefix";
import { HealthCheckDirection, HealthCheckRate, HealthCheckType } from "../domain/values";
import type { RouterPlatform } from "./args";
import { isLegacyTarget } from "./health-check";
import { booleanRule, checkProperties, describeProblem, oneOf, optional, type Rule } from "./rule";
import type { RouterHealthCheck } from "./session";

const RULES: Record<keyof RouterHealthCheck, Rule> = {
  enabled: optional(booleanRule),
  rate: optional(oneOf(Object.values(HealthCheckRate))),
  type: optional(oneOf(Object.values(HealthCheckType))),
  direction: optional(oneOf(Object.values(HealthCheckDirection))),
  target: optional((value) =>
    typeof value === "string" && (value === "" || isAddress(value))
      ? undefined
      : 'it must be an IP address such as "172.64.240.253".',
  ),
};

function isAddress(text: string): boolean {
  return isIPv4Address(text) || parsePrefix(`${text}/128`)?.family === "ipv6";
}

export function healthCheckProblems(
  path: string,
  check: RouterHealthCheck | undefined,
  platform: RouterPlatform,
): string[] {
  if (check === undefined) return [];
  if (!isObject(check)) {
    return [describeProblem(path, check, "it must be an object, such as { target }.")];
  }
  const problems = checkProperties(`${path}.`, check, "a health check", RULES);
  return problems.length > 0 ? problems : legacyProblems(path, check, platform);
}

/** Checks the rules for a target in the legacy range. */
function legacyProblems(
  path: string,
  { target = "", direction, type }: RouterHealthCheck,
  platform: RouterPlatform,
): string[] {
  if (!isLegacyTarget(target)) return [];
  if (direction === HealthCheckDirection.Unidirectional) {
    const rule = `a target in ${FACTS.legacyTargets.value} requires a bidirectional check. Set direction: "bidirectional", or omit the target.`;
    return [describeProblem(`${path}.target`, target, rule)];
  }
  if (type === HealthCheckType.Request && platform !== "frr" && platform !== "bird") {
    const rule = `on ${platform}, the policy route for a target in ${FACTS.legacyTargets.value} does not apply to the router's own replies. Use "reply".`;
    return [describeProblem(`${path}.type`, type, rule)];
  }
  return [];
}
