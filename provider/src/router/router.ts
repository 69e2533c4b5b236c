/** Router as input of the platforms: validated, with defaults, and addresses in canonical form. */
import { FACTS } from "../domain/facts";
import { type Family, isWithin, parsePrefix } from "../domain/prefix";
import { CLOUDFLARE_ASN } from "../domain/session-rules";
import type { AcceptedPrefix, RouterConfigArgs } from "./args";
import { type HealthCheck, healthCheckOf } from "./health-check";
import { preferencesOf, type SessionPreferences } from "./preferences";
import type { RouterSession } from "./session";

/** Seconds that Cloudflare keeps the routes of a restarting router. */
export const RESTART_TIME = FACTS.gracefulRestart.value;
/** Milliseconds between packets. */
export const BFD_INTERVAL = 300;
/** Lost packets after which the session is down. */
export const BFD_MULTIPLIER = 3;

export const DEFAULT_MTU = 1500;
export const DEFAULT_MAX_PREFIXES = FACTS.prefixesOverTunnel.value;
export const BITS: Record<Family, number> = { ipv4: 32, ipv6: 128 };

export interface Link extends SessionPreferences {
  name: string;
  interface: string;
  description: string;
  mtu: number;
  /** Seconds. */
  holdTime: number;
  keepalive: number;
  /** Key as it appears in the text. */
  md5Key: string | undefined;
  healthCheck: HealthCheck | undefined;
  drain: boolean;
  ends: readonly Ends[];
}

/** Both ends of a link in one address family. */
interface Ends {
  family: Family;
  /** The router's address with its prefix length. */
  local: string;
  /** Cloudflare's address. */
  neighbor: string;
}

/** One BGP session: a link in one address family. */
export interface Peer extends Link, Ends {}

/** Filter for what Cloudflare announces in one address family. */
export interface Accepted {
  /** Announced prefixes that a rule would let in. They are dropped before the rules apply. */
  own: readonly string[];
  /** Rules. A rule lets in a prefix itself, and longer ones up to `le`. */
  rules: readonly { prefix: string; le: number | undefined }[];
}

export interface Router {
  standalone: boolean;
  links: readonly Link[];
  peers: readonly Peer[];
  /** Address families that have a peer. */
  families: readonly Family[];
  customerAsn: number;
  routerAsn: number;
  cloudflareAsn: number;
  routerId: string | undefined;
  vrf: string | undefined;
  announce: Record<Family, readonly string[]>;
  accept: Record<Family, Accepted>;
  maxPrefixes: number;
  /** How often the customer's ASN may be in the AS path of an accepted route. */
  allowOwnAsn: number;
  gracefulRestart: boolean;
  mssClamp: Record<Family, number> | undefined;
  bfd: boolean;
  /** Number of links that carry traffic at the same time. */
  paths: number;
}

export function peersOf(router: Router, family: Family): Peer[] {
  return router.peers.filter((peer) => peer.family === family);
}

/** Builds the router from valid arguments. */
export function routerOf(args: RouterConfigArgs): Router {
  const links = args.sessions.map((session) => linkOf(session, args));
  const peers = links.flatMap((link) => link.ends.map((ends) => ({ ...link, ...ends })));
  const announce = { ipv4: networks(args.announce, "ipv4"), ipv6: networks(args.announce, "ipv6") };
  return {
    standalone: args.standalone ?? false,
    links,
    peers,
    families: [...new Set(peers.map(({ family }) => family))],
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
    // An IPv6 header is 20 bytes longer.
    mssClamp: args.mssClamp ? { ipv4: args.mssClamp, ipv6: args.mssClamp - 20 } : undefined,
    bfd: args.bfd ?? false,
    paths: isShared(args) ? links.length : 1,
  };
}

/** Whether several sessions carry traffic at the same time. */
export function isShared({ ecmp, sessions }: RouterConfigArgs): boolean {
  return ecmp ?? sessions.filter(({ steering }) => steering === "share").length > 1;
}

function linkOf(session: RouterSession, args: RouterConfigArgs): Link {
  const { name, md5Key } = session;
  const holdTime = session.holdTime ?? args.holdTime ?? FACTS.holdTimeCni.value;
  return {
    name,
    interface: session.interface,
    description: session.description ?? `Cloudflare CNI ${name}`,
    mtu: session.mtu ?? DEFAULT_MTU,
    ...preferencesOf(session, args),
    holdTime,
    keepalive: Math.floor(holdTime / FACTS.keepalivesPerHoldTime.value),
    md5Key: md5Key !== undefined && args.hideKeys ? `<md5-key-of-${name}>` : md5Key,
    healthCheck: healthCheckOf(session.healthCheck),
    drain: session.drain ?? false,
    ends: [
      ...endsOf(session.customerIp, session.cloudflareIp),
      ...endsOf(session.customerIp6, session.cloudflareIp6),
    ],
  };
}

function endsOf(customer = "", cloudflare = ""): Ends[] {
  const local = parsePrefix(customer);
  const remote = parsePrefix(cloudflare);
  if (local === undefined || remote === undefined) return [];
  const { family, address, length } = local;
  return [{ family, local: `${address}/${length}`, neighbor: remote.address }];
}

function networks(texts: readonly string[], family: Family): string[] {
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

/** Rules of `accept`, in one form. */
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
