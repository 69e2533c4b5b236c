/** Validates the arguments of `routerConfig()` for static routes. */
import { linkConflicts, unusedIpv6 } from "../conflicts";
import { prefixProblems } from "../prefix-problems";
import { SHARED_RULES, vrfRule } from "../problems";
import {
  checkedElsewhere,
  checkProperties,
  describeProblem,
  optional,
  type Rule,
  wholeNumber,
} from "../rule";
import { linkProblems, steeringRule } from "../session-problems";
import type { StaticRouterConfigArgs, StaticRouterSession } from "./args";

const RULES: Record<keyof StaticRouterConfigArgs, Rule> = {
  ...SHARED_RULES,
  vrf: checkedElsewhere,
  routes: checkedElsewhere,
};
const SESSION_RULES: Record<"steering" | "trackedWithin", Rule> = {
  steering: steeringRule,
  trackedWithin: optional(
    wholeNumber(
      3,
      60,
      "it must be a whole number of seconds from 3 to 60. Detecting two lost pings takes 3 seconds.",
    ),
  ),
};

export function findStaticProblems(args: StaticRouterConfigArgs): string[] {
  if (!Array.isArray(args.sessions) || args.sessions.length === 0) {
    return ["sessions is not valid: it must be a list of at least one session."];
  }
  const single = [
    ...checkProperties("", args, "routerConfig with static routes", {
      ...RULES,
      vrf: optional(vrfRule(args.platform)),
    }),
    ...args.sessions.flatMap((session, index) =>
      linkProblems(`sessions[${index}]`, session, args.platform, SESSION_RULES),
    ),
    ...prefixProblems("routes", args.routes),
  ];
  // Arguments are compared with each other only if each of them is valid.
  return single.length > 0
    ? single
    : [
        ...linkConflicts(args),
        ...unusedIpv6(args.sessions, { routes: args.routes }),
        ...steeringProblems(args.sessions),
      ];
}

/**
 * Finds sessions without steering. Without it, the order of the sessions would differ between Cloudflare's routes and
 * the router's.
 */
function steeringProblems(sessions: readonly StaticRouterSession[]): string[] {
  if (sessions.every(({ steering }) => steering === undefined)) return [];
  return sessions.flatMap(({ steering }, index) =>
    steering === undefined
      ? [
          describeProblem(
            `sessions[${index}].steering`,
            steering,
            "other sessions have it, and it determines the order of all sessions. Set it on every session, or on none.",
          ),
        ]
      : [],
  );
}
