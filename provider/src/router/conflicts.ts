/** Conflicts between arguments that are each valid on their own. */
import { parsePrefix } from "../domain/prefix";
import type { RouterConfigArgs } from "./args";
import { declared, setsPriority } from "./preferences";
import { acceptRules, DEFAULT_MAX_PREFIXES, DEFAULT_MTU } from "./router";
import { describeProblem } from "./rule";
import type { RouterLink, RouterSession } from "./session";

export function findConflicts(args: RouterConfigArgs): string[] {
  return [
    ...linkConflicts(args),
    ...args.sessions.flatMap((session, index) => steeringConflicts(`sessions[${index}]`, session)),
    ...prefixes(args),
    ...asns(args),
    ...numbers(args),
    ...switches(args),
  ];
}

type LinkArgs = Pick<RouterConfigArgs, "mssClamp" | "standalone" | "vrf"> & {
  sessions: readonly RouterLink[];
};

/** Finds conflicts between arguments that do not concern BGP. */
export function linkConflicts({ sessions, mssClamp = 0, standalone, vrf }: LinkArgs): string[] {
  const links = sessions.map((session) => ({
    name: session.name,
    interface: session.interface,
    customerIp: normalizePrefix(session.customerIp),
    customerIp6: session.customerIp6 && normalizePrefix(session.customerIp6),
    "healthCheck.target": session.healthCheck?.target || undefined,
  }));
  const mtu = Math.min(...sessions.map((session) => session.mtu ?? DEFAULT_MTU));
  const problems = [
    ...findDuplicates(links, "name", "the name"),
    ...findDuplicates(links, "interface", "the interface"),
    ...findDuplicates(links, "customerIp", "the network"),
    ...findDuplicates(links, "customerIp6", "the network"),
    ...findDuplicates(links, "healthCheck.target", "the target"),
  ];
  if (mssClamp > mtu - 40) {
    const rule = `it has no effect with the smallest MTU of ${mtu}. Set it to at most ${mtu - 40}.`;
    problems.push(describeProblem("mssClamp", mssClamp, rule));
  }
  if (standalone && vrf !== undefined) {
    const rule =
      "it conflicts with standalone, because the VRF must already exist. Omit standalone.";
    problems.push(describeProblem("vrf", vrf, rule));
  }
  return problems;
}

function findDuplicates<T extends object>(
  sessions: readonly T[],
  key: keyof T & string,
  what: string,
) {
  return sessions.flatMap((session, index) => {
    const first = sessions.findIndex((other) => other[key] === session[key]);
    if (first === index || session[key] === undefined) return [];
    const rule = `it is also ${what} of sessions[${first}]. Set a different value for each session.`;
    return [describeProblem(`sessions[${index}].${key}`, session[key], rule)];
  });
}

/** Finds properties that conflict with `steering`, because `steering` sets them too. */
function steeringConflicts(path: string, session: RouterSession): string[] {
  const { steering, localPreference, communities = [] } = session;
  if (steering === undefined) return [];
  const rule = `it conflicts with steering "${steering}", which sets it. Remove one of them.`;
  return [
    ...(localPreference === undefined
      ? []
      : [describeProblem(`${path}.localPreference`, localPreference, rule)]),
    ...communities.flatMap((community, index) =>
      setsPriority(community)
        ? [describeProblem(`${path}.communities[${index}]`, community, rule)]
        : [],
    ),
  ];
}

function prefixes({ sessions, announce, accept }: RouterConfigArgs): string[] {
  const announced = announce.map(normalizePrefix);
  const accepted = accept === "all" ? [] : acceptRules(accept);
  const both = accepted.flatMap(({ prefix, le }, index) =>
    le === undefined && announced.includes(normalizePrefix(prefix))
      ? [
          describeProblem(
            `accept[${index}]`,
            prefix,
            "it is also in announce, so the router would send its own traffic away. Remove it from one of the lists.",
          ),
        ]
      : [],
  );
  return [
    ...both,
    ...unusedIpv6(sessions, { announce, accept: accepted.map(({ prefix }) => prefix) }),
  ];
}

/** Finds IPv6 prefixes that the text would omit silently, because no session has IPv6. */
export function unusedIpv6(
  sessions: readonly RouterLink[],
  lists: Readonly<Record<string, readonly string[]>>,
): string[] {
  if (sessions.some(({ customerIp6 }) => customerIp6 !== undefined)) return [];
  return Object.entries(lists).flatMap(([key, list]) =>
    list.flatMap((prefix, index) =>
      parsePrefix(prefix)?.family === "ipv6"
        ? [
            describeProblem(
              `${key}[${index}]`,
              prefix,
              "no session has IPv6. Remove it, or give a session customerIp6 and cloudflareIp6.",
            ),
          ]
        : [],
    ),
  );
}

function asns({ customerAsn, cloudflareAsn, settings }: RouterConfigArgs): string[] {
  const ofAccount = settings?.defaultAsn ?? cloudflareAsn;
  if (cloudflareAsn !== undefined && cloudflareAsn !== ofAccount) {
    const rule = `it conflicts with settings.defaultAsn, the account's ASN, which is ${ofAccount}. Omit cloudflareAsn.`;
    return [describeProblem("cloudflareAsn", cloudflareAsn, rule)];
  }
  if (customerAsn !== ofAccount) return [];
  const rule =
    "it must differ from customerAsn, because the sessions use external BGP. Change one of them.";
  return [describeProblem(settings ? "settings.defaultAsn" : "cloudflareAsn", ofAccount, rule)];
}

function numbers({ accept, maxPrefixes = DEFAULT_MAX_PREFIXES }: RouterConfigArgs): string[] {
  const least = accept === "all" ? 0 : accept.length;
  if (maxPrefixes >= least) return [];
  const rule = `accept alone has ${least} prefixes. Set a higher value.`;
  return [describeProblem("maxPrefixes", maxPrefixes, rule)];
}

function switches(args: RouterConfigArgs): string[] {
  const { sessions, bfd, dataplane, ecmp } = args;
  const problems: string[] = [];
  if (bfd && dataplane !== "v1") {
    const rule =
      'dataplane v2 does not support BFD yet. Omit it, or set dataplane: "v1" if the port is on v1.';
    problems.push(describeProblem("bfd", bfd, rule));
  }
  const preferences = sessions.map((one) => declared(one, args).localPreference);
  if (ecmp && new Set(preferences).size === sessions.length) {
    const rule =
      "no two sessions have the same localPreference, so one session carries all traffic. Set the same value for the sessions that share traffic, or omit ecmp.";
    problems.push(describeProblem("ecmp", ecmp, rule));
  }
  const shared = sessions.findIndex(({ steering }) => steering === "share");
  if (ecmp === false && shared >= 0) {
    const rule = `it conflicts with sessions[${shared}].steering "share". Omit ecmp.`;
    problems.push(describeProblem("ecmp", ecmp, rule));
  }
  return problems;
}

function normalizePrefix(prefix: string): string | undefined {
  return parsePrefix(prefix)?.network;
}
