/** Router as input of the platforms: validated, with defaults, and addresses in canonical form. */
import { type Family, type Prefix, parsePrefix } from "../domain/prefix";
import { CLOUDFLARE_ASN } from "../domain/session-rules";
import type { RouterConfigArgs, RouterSession } from "./session";

/** Seconds; Cloudflare's fixed values on CNI. With different hold times, the lower one would apply. */
export const HOLD_TIME = 240;
export const KEEPALIVE = 80;
/** Seconds that Cloudflare keeps the routes of a restarting router. */
export const RESTART_TIME = 120;
/** Milliseconds between packets. */
export const BFD_INTERVAL = 300;
/** Lost packets after which the session is down. */
export const BFD_MULTIPLIER = 3;

export const DEFAULT_MTU = 1500;
export const DEFAULT_LOCAL_PREFERENCE = 100;
export const DEFAULT_MAX_PREFIXES = 5000;

export interface Link {
  name: string;
  interface: string;
  description: string;
  mtu: number;
  localPreference: number;
  /** Key as it appears in the text. */
  md5Key: string | undefined;
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

export interface Router {
  links: readonly Link[];
  peers: readonly Peer[];
  /** Address families that have a peer. */
  families: readonly Family[];
  customerAsn: number;
  cloudflareAsn: number;
  routerId: string;
  announce: Record<Family, readonly string[]>;
  accept: Record<Family, readonly string[]>;
  maxPrefixes: number;
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
  const links = args.sessions.map((session) => linkOf(session, args.hideKeys === true));
  const peers = links.flatMap((link) => link.ends.map((ends) => ({ ...link, ...ends })));
  return {
    links,
    peers,
    families: [...new Set(peers.map(({ family }) => family))],
    customerAsn: args.customerAsn,
    cloudflareAsn: args.cloudflareAsn ?? args.settings?.defaultAsn ?? CLOUDFLARE_ASN,
    routerId: args.routerId,
    announce: byFamily(args.announce),
    accept: byFamily(args.accept),
    maxPrefixes: args.maxPrefixes ?? DEFAULT_MAX_PREFIXES,
    // An IPv6 header is 20 bytes longer.
    mssClamp: args.mssClamp ? { ipv4: args.mssClamp, ipv6: args.mssClamp - 20 } : undefined,
    bfd: args.bfd ?? false,
    paths: args.ecmp ? links.length : 1,
  };
}

function linkOf(session: RouterSession, hideKey: boolean): Link {
  const { name } = session;
  return {
    name,
    interface: session.interface,
    description: session.description ?? `Cloudflare CNI ${name}`,
    mtu: session.mtu ?? DEFAULT_MTU,
    localPreference: session.localPreference ?? DEFAULT_LOCAL_PREFERENCE,
    md5Key: session.md5Key !== undefined && hideKey ? `<md5-key-of-${name}>` : session.md5Key,
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

function byFamily(texts: readonly string[]): Record<Family, string[]> {
  const prefixes = texts
    .map(parsePrefix)
    .filter((prefix): prefix is Prefix => prefix !== undefined);
  const of = (family: Family) => [
    ...new Set(prefixes.filter((one) => one.family === family).map((one) => one.network)),
  ];
  return { ipv4: of("ipv4"), ipv6: of("ipv6") };
}
