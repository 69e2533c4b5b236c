/** A router as the platforms write it: judged, completed, every address in one spelling. */
import { type Family, type Prefix, parsePrefix } from "../domain/prefix";
import type { RouterConfigArgs, RouterSession } from "./session";

/** Seconds; Cloudflare's on CNI, where they cannot be changed. The lower hold time would win. */
export const HOLD_TIME = 240;
export const KEEPALIVE = 80;
/** Seconds that Cloudflare keeps the routes of a router that restarts. */
export const RESTART_TIME = 120;
/** Milliseconds and packets. */
export const BFD_INTERVAL = 300;
export const BFD_MULTIPLIER = 3;

export const CLOUDFLARE_ASN = 13335;
export const DEFAULT_MTU = 1500;
export const DEFAULT_LOCAL_PREFERENCE = 100;
export const DEFAULT_MAX_PREFIXES = 5000;

export interface Link {
  name: string;
  interface: string;
  description: string;
  mtu: number;
  localPreference: number;
  /** As it is to be written. */
  md5Key: string | undefined;
  ends: readonly Ends[];
}

/** Both ends of a link in one address family. */
interface Ends {
  family: Family;
  /** The router's end with its length. */
  local: string;
  /** Cloudflare's end. */
  neighbor: string;
}

/** One BGP session: a link in one address family. */
export interface Peer extends Link, Ends {}

export interface Router {
  links: readonly Link[];
  peers: readonly Peer[];
  /** Those that have a peer. */
  families: readonly Family[];
  customerAsn: number;
  cloudflareAsn: number;
  routerId: string;
  announce: Record<Family, readonly string[]>;
  accept: Record<Family, readonly string[]>;
  maxPrefixes: number;
  mssClamp: Record<Family, number> | undefined;
  bfd: boolean;
  /** How many links carry traffic at once. */
  paths: number;
}

export function peersOf(router: Router, family: Family): Peer[] {
  return router.peers.filter((peer) => peer.family === family);
}

/** The router of arguments that have no problems. */
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
    // An IPv6 header takes 20 bytes more.
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
