/** Validation of the arguments of `routerConfig()`. */
import { isObject } from "../domain/is-object";
import { isIPv4Address, parsePrefix } from "../domain/prefix";
import { cloudflareAsnProblem, customerAsnProblem } from "../domain/session-rules";
import { findConflicts } from "./conflicts";
import {
  booleanRule,
  checkedElsewhere,
  checkProperties,
  describeProblem,
  oneOf,
  optional,
  type Rule,
  wholeNumber,
} from "./rule";
import type { RouterConfigArgs } from "./session";
import { sessionProblems } from "./session-problems";

const settingsRule = "it must be the result of getCniSettings(), or an object with its defaultAsn.";
const accountAsn = wholeNumber(
  1,
  4294967294,
  "it must be the account's ASN, a whole number from 1 to 4294967294. Await getCniSettings(), and read outputs in apply().",
);
const prefixRule =
  'it must be a prefix without host bits, such as "203.0.113.0/24" or "2001:db8::/48".';

const RULES: Record<keyof RouterConfigArgs, Rule> = {
  platform: oneOf(["frr", "bird", "junos", "ios-xr", "eos"]),
  sessions: checkedElsewhere,
  customerAsn: customerAsnProblem,
  cloudflareAsn: checkedElsewhere,
  settings: checkedElsewhere,
  routerId: (value: unknown) =>
    typeof value === "string" && isIPv4Address(value) && value !== "0.0.0.0"
      ? undefined
      : 'it must be an IPv4 address such as "192.0.2.1", unique in your network.',
  announce: checkedElsewhere,
  accept: checkedElsewhere,
  maxPrefixes: optional(
    wholeNumber(1, 4294967295, "it must be a whole number from 1 to 4294967295."),
  ),
  mssClamp: optional(
    wholeNumber(536, 1460, "it must be a whole number of bytes from 536 to 1460."),
  ),
  dataplane: optional(oneOf(["v1", "v2"])),
  bfd: optional(booleanRule),
  ecmp: optional(booleanRule),
  hideKeys: optional(booleanRule),
};

export function findProblems(args: RouterConfigArgs): string[] {
  if (!isObject(args)) return ["The argument of routerConfig must be an object."];
  if (!Array.isArray(args.sessions) || args.sessions.length === 0) {
    return ["sessions is not valid: it must be a list of at least one session."];
  }
  const { platform, hideKeys = false } = args;
  const single = [
    ...checkProperties("", args, "routerConfig", RULES),
    ...asnProblems(args),
    ...args.sessions.flatMap((session, index) =>
      sessionProblems(`sessions[${index}]`, session, platform, hideKeys),
    ),
    ...prefixProblems("announce", args.announce),
    ...prefixProblems("accept", args.accept),
  ];
  // Only valid arguments can be compared.
  return single.length > 0 ? single : findConflicts(args);
}

/** Accepts any ASN from the account's settings; without settings only the documented range. */
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
      ? "the API reports no ASN for the account. Leave settings out, and set cloudflareAsn to the one in the dashboard."
      : accountAsn(defaultAsn);
  return violation === undefined
    ? []
    : [describeProblem("settings.defaultAsn", defaultAsn, violation)];
}

function prefixProblems(path: string, prefixes: unknown): string[] {
  if (!Array.isArray(prefixes)) {
    return [
      `${path} is ${prefixes === undefined ? "required" : "not valid"}: it must be a list of prefixes, [] for none.`,
    ];
  }
  return prefixes.flatMap((text: unknown, index) => {
    const prefix = typeof text === "string" ? parsePrefix(text) : undefined;
    const at = `${path}[${index}]`;
    if (prefix === undefined) return [describeProblem(at, text, prefixRule)];
    const [network] = prefix.network.split("/");
    return prefix.address === network
      ? []
      : [describeProblem(at, text, `it has host bits set. Use the network "${prefix.network}".`)];
  });
}
