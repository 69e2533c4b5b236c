/** Validates the arguments of `routerConfig()`. */
import { isObject } from "../domain/is-object";
import { isIPv4Address } from "../domain/prefix";
import { cloudflareAsnProblem, customerAsnProblem } from "../domain/session-rules";
import type { RouterConfigArgs } from "./args";
import { findConflicts } from "./conflicts";
import { prefixProblems } from "./prefix-problems";
import {
  booleanRule,
  checkedElsewhere,
  checkProperties,
  describeProblem,
  holdTimeRule,
  matches,
  oneOf,
  optional,
  type Rule,
  wholeNumber,
} from "./rule";
import { sessionProblems } from "./session-problems";

const settingsRule = "it must be the result of getCniSettings(), or an object with its defaultAsn.";
const accountAsn = wholeNumber(
  1,
  4294967294,
  "it must be the account's ASN, a whole number from 1 to 4294967294. Await getCniSettings(), and read outputs in apply().",
);
const SETTINGS: Record<keyof NonNullable<RouterConfigArgs["settings"]>, Rule> = {
  accountId: checkedElsewhere,
  defaultAsn: checkedElsewhere,
};

/** Rules that do not concern BGP. */
export const SHARED_RULES = {
  platform: oneOf(["frr", "bird", "junos", "ios-xr", "eos"]),
  sessions: checkedElsewhere,
  standalone: optional(booleanRule),
  mssClamp: optional(
    wholeNumber(536, 1460, "it must be a whole number of bytes from 536 to 1460."),
  ),
};
const RULES: Record<keyof RouterConfigArgs, Rule> = {
  ...SHARED_RULES,
  customerAsn: customerAsnProblem,
  routerAsn: optional(customerAsnProblem),
  cloudflareAsn: checkedElsewhere,
  settings: checkedElsewhere,
  routerId: optional(routerIdRule),
  vrf: checkedElsewhere,
  announce: checkedElsewhere,
  accept: checkedElsewhere,
  maxPrefixes: optional(
    wholeNumber(1, 4294967295, "it must be a whole number from 1 to 4294967295."),
  ),
  allowOwnAsn: optional(wholeNumber(1, 9, "it must be a whole number from 1 to 9.")),
  holdTime: checkedElsewhere,
  gracefulRestart: optional(booleanRule),
  dataplane: optional(oneOf(["v1", "v2"])),
  bfd: optional(booleanRule),
  ecmp: optional(booleanRule),
  hideKeys: optional(booleanRule),
};

function routerIdRule(value: unknown): string | undefined {
  return typeof value === "string" && isIPv4Address(value) && value !== "0.0.0.0"
    ? undefined
    : 'it must be an IPv4 address such as "192.0.2.1" that is unique in your network.';
}

/** Returns the rule for the name of a VRF. On Linux, a VRF is an interface. */
export function vrfRule(platform: unknown): Rule {
  const most = platform === "frr" || platform === "bird" ? 15 : 32;
  return matches(
    new RegExp(`^[A-Za-z][A-Za-z0-9_-]{0,${most - 1}}$`),
    `it must be a letter followed by letters, digits, "_" and "-", at most ${most} characters in total.`,
  );
}

export function findProblems(args: RouterConfigArgs): string[] {
  if (!isObject(args)) return ["The argument of routerConfig must be an object."];
  if (!Array.isArray(args.sessions) || args.sessions.length === 0) {
    return ["sessions is not valid: it must be a list of at least one session."];
  }
  const { platform, hideKeys = false } = args;
  const rules = {
    ...RULES,
    holdTime: optional(holdTimeRule(platform)),
    vrf: optional(vrfRule(platform)),
    routerId: args.standalone === true ? routerIdRule : optional(routerIdRule),
  };
  const single = [
    ...checkProperties("", args, "routerConfig", rules),
    ...asnProblems(args),
    ...args.sessions.flatMap((session, index) =>
      sessionProblems(`sessions[${index}]`, session, platform, hideKeys),
    ),
    ...prefixProblems("announce", args.announce),
    ...(args.accept === "all" ? [] : prefixProblems("accept", args.accept)),
  ];
  // Arguments are compared with each other only if each of them is valid.
  return single.length > 0 ? single : findConflicts(args);
}

/** Checks the ASNs. Accepts any ASN from the account's settings, but without settings only the documented range. */
function asnProblems({ cloudflareAsn, settings }: RouterConfigArgs): string[] {
  if (settings === undefined) {
    const violation = cloudflareAsn === undefined ? undefined : cloudflareAsnProblem(cloudflareAsn);
    return violation === undefined
      ? []
      : [
          describeProblem(
            "cloudflareAsn",
            cloudflareAsn,
            `${violation} Use the account's defaultAsn.`,
          ),
        ];
  }
  if (!isObject(settings)) return [describeProblem("settings", settings, settingsRule)];
  const { defaultAsn } = settings;
  const violation =
    defaultAsn === 0
      ? "the API reports no ASN for the account. Omit settings, and set cloudflareAsn to the ASN in the dashboard."
      : accountAsn(defaultAsn);
  return [
    ...checkProperties("settings.", settings, "settings", SETTINGS),
    ...(violation === undefined
      ? []
      : [describeProblem("settings.defaultAsn", defaultAsn, violation)]),
  ];
}
