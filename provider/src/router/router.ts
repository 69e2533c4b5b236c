/** Router as the input of the platforms. It is validated and contains defaults and canonical addresses. */
import { FACTS } from "../domain/facts";
import { type Family, isWithin, parsePrefix } from "../domain/prefix";
import { CLOUDFLARE_ASN } from "../domain/session-rules";
import type { AcceptedPrefix, RouterConfigArgs } from "./args";
import { type HealthCheck, healthCheckOf } from "./health-check";
import { preferencesOf, type SessionPreferences } from "./preferences";
import type { RouterLink, RouterSession } from "./session";

/** Seconds for which Cloudflare keeps the routes of a restarting router. */
export const RESTART_TIME = FACTS.gracefulRestart.value;
/** Milliseconds between BFD packets. */
export const BFD_INTERVAL = 300;
/** Number of lost BFD packets after which the session is down. */
export const BFD_MULTIPLIER = 3;

export const DEFAULT_MTU = 1500;
export const DEFAULT_MAX_PREFIXES = FACTS.prefixesOverTunnel.value;
export const BITS: Record<Family, number> = { ipv4: 32, ipv6: 128 };

/** Link to Cloudflare, with static routes or BGP. */
export interface Link {
  name: string;
  interface: string;
  description: string;
  mtu: number;
  healthCheck: HealthCheck | undefined;
  ends: readonly Ends[];
}

/** Link with BGP. */
export interface BgpLink extends Link, SessionPreferences {
  /** Hold time in seconds. */
  holdTime: number;
  keepalive: number;
  /** MD5 key as the text contains it. */
  md5Key: string | undefined;
  drain: boolean;
}

/** Both ends of a link in one address family. */
export interface Ends {
  family: Family;
  /** Address of the router, with prefix length. */
  local: string;
  /** Cloudflare's address on the link. */
  neighbor: string;
}

/** One BGP session: a link in one address family. */
export interface Peer extends BgpLink, Ends {}

/** Filter for the prefixes that Cloudflare announces in one address family. */
export interface Accepted {
  /** Announced prefixes that a rule would accept. The router drops them before it applies the rules. */
  own: readonly string[];
  /** Rules of the filter. A rule accepts its prefix, and longer prefixes up to `le`. */
  rules: readonly { prefix: string; le: number | undefined }[];
}

/** Router with its links, with static routes or BGP. */
export interface LinkedRouter {
  standalone: boolean;
  links: readonly Link[];
  /** Address families of the links. */
  families: readonly Family[];
  vrf: string | undefined;
  mssClamp: Record<Family, number> | undefined;
  bfd: boolean;
  /** Number of links that carry traffic at the same time. */
  paths: number;
}

/** Router with BGP. */
export interface Router extends LinkedRouter {
  links: readonly BgpLink[];
  peers: readonly Peer[];
  customerAsn: number;
  routerAsn: number;
  cloudflareAsn: number;
  routerId: string | undefined;
  announce: Record<Family, readonly string[]>;
  accept: Record<Family, Accepted>;
  maxPrefixes: number;
  /** Number of times that the customer's ASN may appear in the AS path of an accepted route. */
  allowOwnAsn: number;
  gracefulRestart: boolean;
}

export function peersOf(router: Router, family: Family): Peer[] {
  return router.peers.filter((peer) => peer.family === family);
}

export function routerOf(args: RouterConfigArgs): Router {
  const links = args.sessions.map((session) => bgpLinkOf(session, args));
  const peers = links.flatMap((link) => link.ends.map((ends) => ({ ...link, ...ends })));
  const announce = { ipv4: networks(args.announce, "ipv4"), ipv6: networks(args.announce, "ipv6") };
  return {
    standalone: args.standalone ?? false,
    links,
    peers,
    families: familiesOf(links),
    customerAsn: args.customerAsn,
    routerAsn: args.routerAsn ?? args.customerAsn,
    cloudflareAsn: args.cloudflareAsn ?? args.settings?.defaultAsn ?? CLOUDFLARE_ASN,
    routerId: args.routerId,
    vrf: args.vrf,
    announce,
    accept: {
      ipv4: acceptedOf(args.accept, "ipv4", announce.ipv4),
      ipv6: acceptedOf(args.accept, "ipv6", announce.ipv6),
    },
    maxPrefixes: args.maxPrefixes ?? DEFAULT_MAX_PREFIXES,
    allowOwnAsn: args.allowOwnAsn ?? 0,
    gracefulRestart: args.gracefulRestart ?? !args.bfd,
    mssClamp: clampOf(args),
    bfd: args.bfd ?? false,
    paths: isShared(args) ? links.length : 1,
  };
}

/** Whether several sessions carry traffic at the same time. */
export function isShared({ ecmp, sessions }: RouterConfigArgs): boolean {
  return ecmp ?? sessions.filter(({ steering }) => steering === "share").length > 1;
}

function bgpLinkOf(session: RouterSession, args: RouterConfigArgs): BgpLink {
  const { name, md5Key } = session;
  const holdTime = session.holdTime ?? args.holdTime ?? FACTS.holdTimeCni.value;
  return {
    ...linkOf(session),
    ...preferencesOf(session, args),
    holdTime,
    keepalive: Math.floor(holdTime / FACTS.keepalivesPerHoldTime.value),
    md5Key: md5Key !== undefined && args.hideKeys ? `<md5-key-of-${name}>` : md5Key,
    drain: session.drain ?? false,
  };
}

export function linkOf(session: RouterLink): Link {
  const { name } = session;
  return {
    name,
    interface: session.interface,
    description: session.description ?? `Cloudflare CNI ${name}`,
    mtu: session.mtu ?? DEFAULT_MTU,
    healthCheck: healthCheckOf(session.healthCheck),
    ends: [
      ...endsOf(session.customerIp, session.cloudflareIp),
      ...endsOf(session.customerIp6, session.cloudflareIp6),
    ],
  };
}

export function familiesOf(links: readonly Link[]): Family[] {
  return [...new Set(links.flatMap(({ ends }) => ends.map(({ family }) => family)))];
}

/** Returns the maximum segment sizes. An IPv6 header is 20 bytes longer than an IPv4 header. */
export function clampOf({
  mssClamp,
}: Pick<RouterConfigArgs, "mssClamp">): LinkedRouter["mssClamp"] {
  return mssClamp ? { ipv4: mssClamp, ipv6: mssClamp - 20 } : undefined;
}

function endsOf(customer = "", cloudflare = ""): Ends[] {
  const local = parsePrefix(customer);
  const remote = parsePrefix(cloudflare);
  if (local === undefined || remote === undefined) return [];
  const { family, address, length } = local;
  return [{ family, local: `${address}/${length}`, neighbor: remote.address }];
}

export function networks(texts: readonly string[], family: Family): string[] {
  const prefixes = texts.map(parsePrefix).filter((prefix) => prefix?.family === family);
  return [...new Set(prefixes.flatMap((prefix) => prefix?.network ?? []))];
}

function acceptedOf(
  accept: RouterConfigArgs["accept"],
  family: Family,
  announced: readonly string[],
): Accepted {
  const rules = acceptRules(accept)
    .map(({ prefix, le }) => ({ parsed: parsePrefix(prefix), le }))
    .flatMap(({ parsed, le }) =>
      parsed?.family === family
        ? [{ parsed, prefix: parsed.network, le: le === parsed.length ? undefined : le }]
        : [],
    );
  const own = announced.filter((text) => {
    const prefix = parsePrefix(text);
    return rules.some(
      ({ parsed, le = parsed.length }) =>
        prefix !== undefined && isWithin(prefix, parsed) && prefix.length <= le,
    );
  });
  const distinct = new Map(rules.map(({ prefix, le }) => [`${prefix} ${le}`, { prefix, le }]));
  return { own, rules: [...distinct.values()] };
}

/** Returns the rules of `accept` in a single form. */
export function acceptRules(
  accept: RouterConfigArgs["accept"],
): readonly (AcceptedPrefix | { prefix: string; le: undefined })[] {
  if (accept === "all") {
    return [
      { prefix: "0.0.0.0/0", le: BITS.ipv4 },
      { prefix: "::/0", le: BITS.ipv6 },
    ];
  }
  return accept.map((one) => (typeof one === "string" ? { prefix: one, le: undefined } : one));
}
