/** Arguments of `routerConfig()`. */

import type { RouterPlatform } from "../domain/values";

export type { RouterPlatform };

/** Session of the router over one CNI. */
export interface RouterSession {
  /**
   * Name of the session in the configuration: a letter, then letters, digits, `_` and `-`, at most 32
   * characters. It must be unique among the sessions.
   */
  name: string;
  /**
   * Interface towards Cloudflare, such as `eth1`, `xe-0/0/0` or `HundredGigE0/0/0/0`. If dataplane v1
   * uses a VLAN tag, the subinterface, whose VLAN must already be configured. Each session must have
   * its own interface.
   */
  interface: string;
  /** The router's address with its prefix length, such as `10.0.0.1/31`: the session's `customerIp`. */
  customerIp: string;
  /** Cloudflare's address in the same network, such as `10.0.0.0/31`: the session's `cloudflareIp`. */
  cloudflareIp: string;
  /** The router's IPv6 address with its prefix length, 126 or 127. Requires {@link cloudflareIp6}. */
  customerIp6?: string;
  /** Cloudflare's IPv6 address in the same network. */
  cloudflareIp6?: string;
  /**
   * IP MTU in bytes, 576 to 1500, or 1280 to 1500 with IPv6. Use the session's `magic.mtu`.
   *
   * @default 1500
   */
  mtu?: number;
  /**
   * TCP MD5 key, the same as on Cloudflare's side: 1 to 80 printable ASCII characters except `"` and
   * `?`. Some platforms allow fewer characters; the error names them.
   */
  md5Key?: string;
  /**
   * Local preference, 0 to 4294967295. If two sessions have the same prefix, the higher value carries
   * the traffic.
   *
   * @default 100
   */
  localPreference?: number;
  /**
   * Description: 1 to 80 letters, digits, spaces and `. , : / ( ) + @ _ -`, without a space at either
   * end.
   *
   * @default "Cloudflare CNI <name>"
   */
  description?: string;
}

/** Arguments of `routerConfig()`. */
export interface RouterConfigArgs {
  /** Platform for which the configuration is written. */
  platform: RouterPlatform;
  /** Sessions of the router, at least one. */
  sessions: readonly RouterSession[];
  /** ASN of the router: the sessions' `customerAsn`. 1 to 4294967294, not reserved and not Cloudflare's. */
  customerAsn: number;
  /**
   * CNI settings of the account: the result of `getCniSettings()`. If the program declares
   * `CniSettings`, use its `defaultAsn` instead, because a lookup in the run that changes the ASN
   * returns the old one. Without settings, the account's ASN is assumed to be 13335. Fails if
   * `defaultAsn` is 0, which the API may report if none was set.
   */
  settings?: { readonly defaultAsn: number };
  /**
   * ASN of Cloudflare's end: 13335, or 64512 to 65534. It must equal `settings.defaultAsn` if
   * `settings` is set.
   *
   * @default `settings.defaultAsn`; without `settings`, 13335
   */
  cloudflareAsn?: number;
  /** BGP identifier of the router: an IPv4 address such as `192.0.2.1`. */
  routerId: string;
  /**
   * Prefixes that the router announces to Cloudflare; it announces nothing else. It announces a prefix
   * only while it has a route to exactly this prefix (connected, static or internal), so that a router
   * without its internal network attracts no traffic. Peering with AS13335 accepts prefixes up to /24
   * and /48; the Magic routing table has no limit.
   */
  announce: readonly string[];
  /**
   * Prefixes that the router accepts from Cloudflare, as exact matches; it drops all others. Examples:
   * the session's `extraPrefixes`, and routes of the Magic routing table.
   */
  accept: readonly string[];
  /**
   * Maximum number of prefixes per session and address family, 1 to 4294967295. Above it, the router
   * closes the session until a person reopens it. BIRD, Junos and EOS count what Cloudflare sends; FRR
   * counts only what the filter accepts, so there it guards against a filter that is later widened.
   *
   * @default 5000, Cloudflare's limit for a BGP session over a tunnel
   */
  maxPrefixes?: number;
  /**
   * Maximum TCP segment size over IPv4 in bytes, 536 to the smallest MTU minus 40. Set it if a tunnel
   * leaves less room than the interface. IPv6 gets 20 bytes less. FRR and BIRD cannot
   * clamp TCP, so their text contains commands for the host as comments.
   *
   * @default no clamping
   */
  mssClamp?: number;
  /**
   * Dataplane of the port.
   *
   * @default "v2"
   */
  dataplane?: "v1" | "v2";
  /**
   * Whether to use Bidirectional Forwarding Detection, 3 × 300 ms. Dataplane v1 only, after
   * Cloudflare's account team has enabled it. Without BFD, only the hold timer detects a silent failure
   * of the far end.
   *
   * @default false
   */
  bfd?: boolean;
  /**
   * Whether to share traffic among the sessions with the highest local preference.
   *
   * @default false: one session carries all traffic
   */
  ecmp?: boolean;
  /**
   * Whether to write `<md5-key-of-NAME>` instead of each MD5 key, so that the text is not a secret.
   *
   * @default false
   */
  hideKeys?: boolean;
}
