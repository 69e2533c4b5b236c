/** Values that are sound each and do not go together. */
import { parsePrefix } from "../domain/prefix";
import { DEFAULT_LOCAL_PREFERENCE, DEFAULT_MAX_PREFIXES, DEFAULT_MTU } from "./router";
import { problem } from "./rule";
import type { RouterConfigArgs } from "./session";

export function contradictionsOf(args: RouterConfigArgs): string[] {
  const sessions = args.sessions.map((session) => ({
    name: session.name,
    interface: session.interface,
    customerIp: spelled(session.customerIp),
    customerIp6: session.customerIp6 && spelled(session.customerIp6),
  }));
  return [
    ...twice(sessions, "name", "the name"),
    ...twice(sessions, "interface", "the interface"),
    ...twice(sessions, "customerIp", "the network"),
    ...twice(sessions, "customerIp6", "the network"),
    ...prefixes(args),
    ...asns(args),
    ...numbers(args),
    ...switches(args),
  ];
}

function twice<T extends object>(sessions: readonly T[], key: keyof T & string, what: string) {
  return sessions.flatMap((session, index) => {
    const first = sessions.findIndex((other) => other[key] === session[key]);
    if (first === index || session[key] === undefined) return [];
    const rule = `it is ${what} of sessions[${first}] as well; give each session its own`;
    return [problem(`sessions[${index}].${key}`, session[key], rule)];
  });
}

function prefixes({ sessions, announce, accept }: RouterConfigArgs): string[] {
  const announced = announce.map(spelled);
  const both = accept.flatMap((prefix, index) =>
    announced.includes(spelled(prefix))
      ? [
          problem(
            `accept[${index}]`,
            prefix,
            "it is announced as well, so the router would send its own traffic away; remove it from one of the lists",
          ),
        ]
      : [],
  );
  if (sessions.some(({ customerIp6 }) => customerIp6 !== undefined)) return both;
  // What no session speaks would be left out without a word.
  const unspoken = Object.entries({ announce, accept }).flatMap(([key, list]) =>
    list.flatMap((prefix, index) =>
      parsePrefix(prefix)?.family === "ipv6"
        ? [
            problem(
              `${key}[${index}]`,
              prefix,
              "no session has IPv6; remove it, or give a session customerIp6 and cloudflareIp6",
            ),
          ]
        : [],
    ),
  );
  return [...both, ...unspoken];
}

function asns({ customerAsn, cloudflareAsn, settings }: RouterConfigArgs): string[] {
  const ofAccount = settings?.defaultAsn ?? cloudflareAsn;
  if (cloudflareAsn !== undefined && cloudflareAsn !== ofAccount) {
    const rule = `settings.defaultAsn, the account's ASN, is ${ofAccount}; leave cloudflareAsn out`;
    return [problem("cloudflareAsn", cloudflareAsn, rule)];
  }
  if (customerAsn !== ofAccount) return [];
  const rule = "it must differ from customerAsn, since the sessions are external; change either";
  return [problem(settings ? "settings.defaultAsn" : "cloudflareAsn", ofAccount, rule)];
}

function numbers(args: RouterConfigArgs): string[] {
  const { accept, maxPrefixes = DEFAULT_MAX_PREFIXES, mssClamp = 0 } = args;
  const mtu = Math.min(...args.sessions.map((session) => session.mtu ?? DEFAULT_MTU));
  const problems: string[] = [];
  if (maxPrefixes < accept.length) {
    const rule = `accept alone has ${accept.length} prefixes; raise it`;
    problems.push(problem("maxPrefixes", maxPrefixes, rule));
  }
  if (mssClamp > mtu - 40) {
    const rule = `it clamps nothing where the smallest MTU is ${mtu}; it must be at most ${mtu - 40}`;
    problems.push(problem("mssClamp", mssClamp, rule));
  }
  return problems;
}

function switches({ sessions, bfd, dataplane, ecmp }: RouterConfigArgs): string[] {
  const problems: string[] = [];
  if (bfd && dataplane !== "v1") {
    const rule =
      'dataplane v2 has no BFD yet; leave it out, or set dataplane: "v1" where the port is on v1';
    problems.push(problem("bfd", bfd, rule));
  }
  const preferences = sessions.map((one) => one.localPreference ?? DEFAULT_LOCAL_PREFERENCE);
  if (ecmp && new Set(preferences).size === sessions.length) {
    const rule =
      "no two sessions have the same localPreference, so that one carries all the traffic; make those equal that are to share it, or leave ecmp out";
    problems.push(problem("ecmp", ecmp, rule));
  }
  return problems;
}

/** The network of a prefix in its usual spelling. */
function spelled(prefix: string): string | undefined {
  return parsePrefix(prefix)?.network;
}
