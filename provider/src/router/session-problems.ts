/** Validates one session. */
import { isObject } from "../domain/is-object";
import { type Family, type Prefix, parsePrefix } from "../domain/prefix";
import { md5KeyProblem, mtuProblem } from "../domain/session-rules";
import { Steering } from "../domain/values";
import type { RouterPlatform } from "./args";
import { healthCheckProblems } from "./health-check-problems";
import { DEFAULT_MTU } from "./router";
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
import type { RouterLink, RouterSession } from "./session";

const LINUX_INTERFACE = matches(
  /^[A-Za-z][A-Za-z0-9._-]{0,14}$/,
  'it must be the name of a Linux interface, such as "eth1": at most 15 letters, digits and the characters . _ -',
);
const ROUTER_INTERFACE = matches(
  /^[A-Za-z][A-Za-z0-9:/-]{0,62}(\.\d{1,10})?$/,
  'it must be the name of an interface, such as "xe-0/0/0": letters, digits and the characters : / -, and ".100" for a subinterface.',
);
const LINK_RULES: Record<keyof RouterLink, Rule> = {
  interface: checkedElsewhere,
  customerIp: checkedElsewhere,
  cloudflareIp: checkedElsewhere,
  customerIp6: checkedElsewhere,
  cloudflareIp6: checkedElsewhere,
  healthCheck: checkedElsewhere,
  name: matches(
    /^[A-Za-z][A-Za-z0-9_-]{0,31}$/,
    'it must be a letter followed by letters, digits, "_" and "-", at most 32 characters in total, such as "ewr-1".',
  ),
  mtu: optional((value) => {
    const problem = mtuProblem(value);
    return problem && `${problem} Use the session's magic.mtu.`;
  }),
  description: optional(
    matches(
      /^(?! )[A-Za-z0-9 .,:/()+@_-]{1,80}(?<! )$/,
      "it must be 1 to 80 letters, digits, spaces and the characters . , : / ( ) + @ _ - without a space at either end. Remove other characters.",
    ),
  ),
};
export const steeringRule = optional(oneOf(Object.values(Steering)));
const BGP_RULES: Record<Exclude<keyof RouterSession, keyof RouterLink>, Rule> = {
  md5Key: checkedElsewhere,
  localPreference: optional(
    wholeNumber(
      0,
      4294967295,
      "it must be a whole number from 0 to 4294967295. Routers prefer the highest value.",
    ),
  ),
  steering: steeringRule,
  communities: checkedElsewhere,
  prepends: optional(wholeNumber(0, 10, "it must be a whole number from 0 to 10.")),
  drain: optional(booleanRule),
  holdTime: checkedElsewhere,
};

/** Characters that an MD5 key must not contain on a platform. */
const UNSUPPORTED: Record<RouterPlatform, { pattern: RegExp; what: string } | undefined> = {
  // BIRD strings have no escapes, so all characters except the quote are literal.
  bird: undefined,
  frr: { pattern: / /, what: "spaces" },
  // Junos treats `$9$…` as an encrypted key.
  junos: { pattern: /^\$\d\$|\\/, what: "\\ and must not start like $9$" },
  "ios-xr": { pattern: /[ !|\\]/, what: "spaces, !, | and \\" },
  eos: { pattern: /[ !|\\]/, what: "spaces, !, | and \\" },
};

export function sessionProblems(
  at: string,
  session: RouterSession,
  platform: RouterPlatform,
  hideKeys: boolean,
): string[] {
  if (!isObject(session)) return linkProblems(at, session, platform, {});
  const path = `${at}.`;
  return [
    ...linkProblems(at, session, platform, {
      ...BGP_RULES,
      holdTime: optional(holdTimeRule(platform)),
    }),
    ...keyProblems(`${path}md5Key`, session.md5Key, platform, hideKeys),
    ...communityProblems(`${path}communities`, session.communities),
  ];
}

/** Validates the properties that every session has. `more` contains the rules for the other properties. */
export function linkProblems(
  at: string,
  session: RouterLink,
  platform: RouterPlatform,
  more: Readonly<Record<string, Rule>>,
): string[] {
  if (!isObject(session))
    return [describeProblem(at, session, "it must be an object. Declare one for each CNI.")];
  const path = `${at}.`;
  const linux = platform === "frr" || platform === "bird";
  const rules = { ...LINK_RULES, ...more, interface: linux ? LINUX_INTERFACE : ROUTER_INTERFACE };
  return [
    ...checkProperties(path, session, "a session", rules),
    ...pairProblems(path, session, "ipv4", "customerIp", "cloudflareIp"),
    ...ipv6Problems(path, session),
    ...healthCheckProblems(`${path}healthCheck`, session.healthCheck, platform),
  ];
}

function communityProblems(path: string, communities: unknown): string[] {
  if (communities === undefined) return [];
  if (!Array.isArray(communities)) {
    return [describeProblem(path, communities, 'it must be a list, such as ["13335:60050"].')];
  }
  return communities.flatMap((text: unknown, index) =>
    isCommunity(text)
      ? []
      : [
          describeProblem(
            `${path}[${index}]`,
            text,
            'it must be two numbers from 0 to 65535, such as "13335:60050".',
          ),
        ],
  );
}

function isCommunity(text: unknown): boolean {
  if (typeof text !== "string" || !/^(0|[1-9]\d{0,4}):(0|[1-9]\d{0,4})$/.test(text)) return false;
  return text.split(":").every((part) => Number(part) <= 65535);
}

/** Checks an MD5 key without quoting it. */
function keyProblems(path: string, key: unknown, platform: RouterPlatform, hidden: boolean) {
  if (key === undefined) return [];
  const problem = md5KeyProblem(key);
  if (problem !== undefined) return [`${path} is not valid: ${problem}`];
  const unsupported = UNSUPPORTED[platform];
  if (hidden || !unsupported?.pattern.test(String(key))) return [];
  return [
    `${path} is not valid: on ${platform}, a key must not contain ${unsupported.what}. Choose another key on both sides, or set hideKeys and enter the key by hand.`,
  ];
}

function ipv6Problems(path: string, session: RouterLink): string[] {
  const { customerIp6, cloudflareIp6, mtu = DEFAULT_MTU } = session;
  if (customerIp6 === undefined && cloudflareIp6 === undefined) return [];
  return [
    ...pairProblems(path, session, "ipv6", "customerIp6", "cloudflareIp6"),
    ...(mtu < 1280
      ? [
          describeProblem(
            `${path}mtu`,
            mtu,
            "IPv6 needs 1280 bytes. Raise it, or leave out customerIp6 and cloudflareIp6.",
          ),
        ]
      : []),
  ];
}

type End = "customerIp" | "cloudflareIp" | "customerIp6" | "cloudflareIp6";

function pairProblems(
  path: string,
  session: RouterLink,
  family: Family,
  customerKey: End,
  cloudflareKey: End,
): string[] {
  const ends = [customerKey, cloudflareKey].map((key) => ({ key, value: session[key] }));
  const rule = addressRule(family);
  const problems = ends.flatMap(({ key, value }) =>
    isEnd(value, family) ? [] : [describeProblem(`${path}${key}`, value, rule)],
  );
  if (problems.length > 0) return problems;
  const customer = parsePrefix(session[customerKey] ?? "");
  const cloudflare = parsePrefix(session[cloudflareKey] ?? "");
  if (customer?.network === cloudflare?.network && customer?.address !== cloudflare?.address)
    return [];
  return [
    describeProblem(
      `${path}${cloudflareKey}`,
      session[cloudflareKey],
      `it must be the other address of ${customerKey}'s network ${customer?.network}. Use both addresses from the session's outputs.`,
    ),
  ];
}

function addressRule(family: Family): string {
  return family === "ipv4"
    ? 'it must be an IPv4 address with prefix length 31 (or 30), such as "10.0.0.1/31".'
    : 'it must be an IPv6 address with prefix length 127 (or 126), such as "2001:db8::1/127".';
}

function isEnd(text: unknown, family: Family): boolean {
  const prefix = typeof text === "string" ? parsePrefix(text) : undefined;
  return prefix?.family === family && isPointToPoint(prefix);
}

function isPointToPoint({ family, length, bytes }: Prefix): boolean {
  const lastByte = bytes.at(-1) ?? 0;
  const bits = family === "ipv4" ? 32 : 128;
  if (length === bits - 1) return true;
  // The first and the last of the four addresses are not host addresses.
  return length === bits - 2 && (lastByte % 4 === 1 || lastByte % 4 === 2);
}
