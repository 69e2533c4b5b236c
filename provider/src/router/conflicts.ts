/** Values that are sound each and do not go together. */
import { parsePrefix } from "../domain/prefix";
import { DEFAULT_LOCAL_PREFERENCE, DEFAULT_MAX_PREFIXES, DEFAULT_MTU } from "./router";
import { describeProblem } from "./rule";
import type { RouterConfigArgs } from "./session";

export function findConflicts(args: RouterConfigArgs): string[] {
  const sessions = args.sessions.map((session) => ({
    name: session.name,
    interface: session.interface,
    customerIp: normalizePrefix(session.customerIp),
    customerIp6: session.customerIp6 && normalizePrefix(session.customerIp6),
  }));
  return [
    ...findDuplicates(sessions, "name", "the name"),
    ...findDuplicates(sessions, "interface", "the interface"),
    ...findDuplicates(sessions, "customerIp", "the network"),
    ...findDuplicates(sessions, "customerIp6", "the network"),
    ...prefixes(args),
    ...asns(args),
    ...numbers(args),
    ...switches(args),
  ];
}

function findDuplicates<T extends object>(
  sessions: readonly T[],
  key: keyof T & string,
  what: string,
) {
  return sessions.flatMap((session, index) => {
    const first = sessions.findIndex((other) => other[key] === session[key]);
    if (first === index || session[key] === undefined) return [];
    const rule = `it is ${what} of sessions[${first}] as well; give each session its own`;
    return [describeProblem(`sessions[${index}].${key}`, session[key], rule)];
  });
}

function prefixes({ sessions, announce, accept }: RouterConfigArgs): string[] {
  const announced = announce.map(normalizePrefix);
  const both = accept.flatMap((prefix, index) =>
    announced.includes(normalizePrefix(prefix))
      ? [
          describeProblem(
            `accept[${index}]`,
            prefix,
            "it is announced as well, so the router would send its own traffic away; remove it from one of the lists",
          ),
        ]
      : [],
  );
  if (sessions.some(({ customerIp6 }) => customerIp6 !== undefined)) return both;
  // What no session speaks would be left out without a word.
  const unusedIpv6 = Object.entries({ announce, accept }).flatMap(([key, list]) =>
    list.flatMap((prefix, index) =>
      parsePrefix(prefix)?.family === "ipv6"
        ? [
            describeProblem(
              `${key}[${index}]`,
              prefix,
              "no session has IPv6; remove it, or give a session customerIp6 and cloudflareIp6",
            ),
          ]
        : [],
    ),
  );
  return [...both, ...unusedIpv6];
}

function asns({ customerAsn, cloudflareAsn, settings }: RouterConfigArgs): string[] {
  const ofAccount = settings?.defaultAsn ?? cloudflareAsn;
  if (cloudflareAsn !== undefined && cloudflareAsn !== ofAccount) {
    const rule = `settings.defaultAsn, the account's ASN, is ${ofAccount}; leave cloudflareAsn out`;
    return [describeProblem("cloudflareAsn", cloudflareAsn, rule)];
  }
  if (customerAsn !== ofAccount) return [];
  const rule = "it must differ from customerAsn, since the sessions are external; change either";
  return [describeProblem(settings ? "settings.defaultAsn" : "cloudflareAsn", ofAccount, rule)];
}

function numbers(args: RouterConfigArgs): string[] {
  const { accept, maxPrefixes = DEFAULT_MAX_PREFIXES, mssClamp = 0 } = args;
  const mtu = Math.min(...args.sessions.map((session) => session.mtu ?? DEFAULT_MTU));
  const problems: string[] = [];
  if (maxPrefixes < accept.length) {
    const rule = `accept alone has ${accept.length} prefixes; raise it`;
    problems.push(describeProblem("maxPrefixes", maxPrefixes, rule));
  }
  if (mssClamp > mtu - 40) {
    const rule = `it clamps nothing where the smallest MTU is ${mtu}; it must be at most ${mtu - 40}`;
    problems.push(describeProblem("mssClamp", mssClamp, rule));
  }
  return problems;
}

function switches({ sessions, bfd, dataplane, ecmp }: RouterConfigArgs): string[] {
  const problems: string[] = [];
  if (bfd && dataplane !== "v1") {
    const rule =
      'dataplane v2 has no BFD yet; leave it out, or set dataplane: "v1" where the port is on v1';
    problems.push(describeProblem("bfd", bfd, rule));
  }
  const preferences = sessions.map((one) => one.localPreference ?? DEFAULT_LOCAL_PREFERENCE);
  if (ecmp && new Set(preferences).size === sessions.length) {
    const rule =
      "no two sessions have the same localPreference, so that one carries all the traffic; make those equal that are to share it, or leave ecmp out";
    problems.push(describeProblem("ecmp", ecmp, rule));
  }
  return problems;
}

/** The network of a prefix in its usual spelling. */
function normalizePrefix(prefix: string): string | undefined {
  return parsePrefix(prefix)?.network;
}
