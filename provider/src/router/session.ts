/** What a router's configuration is written from. */

/** The router's system: FRR 8 or newer, BIRD 2.0.9 or newer, Junos, Cisco IOS XR, Arista EOS. */
export type RouterPlatform = "frr" | "bird" | "junos" | "ios-xr" | "eos";

/** One session of the router, over one CNI. */
export interface RouterSession {
  /**
   * Names the session in the text. A letter, then letters, digits, `_` and `-`, at most 32 in all;
   * unique among the sessions.
   */
  name: string;
  /**
   * The router's interface towards Cloudflare, such as `eth1`, `xe-0/0/0` or `HundredGigE0/0/0/0`;
   * the sub-interface where dataplane v1 tags, whose VLAN has to be set there already. Each session
   * has its own.
   */
  interface: string;
  /** The router's address with its length, such as `10.0.0.1/31`: `customerIp` of the session. */
  customerIp: string;
  /** Cloudflare's address in the same network, such as `10.0.0.0/31`: `cloudflareIp` of the session. */
  cloudflareIp: string;
  /** The router's IPv6 address with its length (126 or 127); together with {@link cloudflareIp6}. */
  customerIp6?: string;
  /** Cloudflare's IPv6 address in the same network. */
  cloudflareIp6?: string;
  /**
   * IP MTU in bytes, 576 to 1500; from 1280 with IPv6. The value of the session's `magic.mtu`.
   *
   * @default 1500
   */
  mtu?: number;
  /**
   * TCP MD5 key as on Cloudflare's side: 1 to 80 printable ASCII characters without `"` and `?`.
   * Some platforms can carry fewer; the error says so.
   */
  md5Key?: string;
  /**
   * 0 to 4294967295; of two sessions that give the same prefix, the higher one carries the traffic.
   *
   * @default 100
   */
  localPreference?: number;
  /**
   * At most 80 letters, digits, spaces and `. , : / ( ) + @ _ -`, not ending in a space.
   *
   * @default "Cloudflare CNI <name>"
   */
  description?: string;
}

/** Arguments of `routerConfig()`. */
export interface RouterConfigArgs {
  platform: RouterPlatform;
  /** At least one. */
  sessions: readonly RouterSession[];
  /** `customerAsn` of the sessions: 1 to 4294967294, not reserved and not Cloudflare's. */
  customerAsn: number;
  /**
   * The account's CNI settings: the result of `getCniSettings()`. If the program declares
   * `CniSettings`, the `defaultAsn` of that, since a lookup in the run that changes it returns the
   * old one. Without settings, nothing here knows that the account has another ASN than 13335.
   * Fails if `defaultAsn` is 0, which the API may report if none was set.
   */
  settings?: { readonly defaultAsn: number };
  /**
   * ASN of Cloudflare's end: 13335, or 64512 to 65534. It must be the `defaultAsn` of `settings`, if
   * those are given.
   *
   * @default `settings.defaultAsn`; without `settings`, 13335
   */
  cloudflareAsn?: number;
  /** BGP identifier of the router, an IPv4 address such as `192.0.2.1`. */
  routerId: string;
  /**
   * Prefixes that the router announces to Cloudflare, and nothing else. Each goes out while the
   * router has a route to exactly this prefix (connected, static or from inside); so a router that
   * lost its inside does not attract traffic. Cloudflare takes public ones up to /24 and /48.
   */
  announce: readonly string[];
  /**
   * Prefixes that are let in from Cloudflare, each exactly as written; all others are dropped. Such
   * as the session's `extraPrefixes`, and the routes of the Magic table that are wanted.
   */
  accept: readonly string[];
  /**
   * Prefixes per session and address family above which the router closes the session until a
   * person opens it again: 1 to 4294967295. BIRD, Junos and EOS count what Cloudflare sends; FRR
   * counts what the filter lets in, so that there it is for a filter that somebody widens.
   *
   * @default 5000, what Cloudflare names as the most for a BGP session over a tunnel
   */
  maxPrefixes?: number;
  /**
   * Largest TCP segment over IPv4 in bytes, 536 to the smallest MTU less 40, where a tunnel or a
   * backhaul leaves less room than the interface; IPv6 gets 20 less. FRR and BIRD do not touch TCP:
   * there the text has the host's commands as comments.
   *
   * @default not touched
   */
  mssClamp?: number;
  /**
   * Generation of Cloudflare's edge.
   *
   * @default "v2"
   */
  dataplane?: "v1" | "v2";
  /**
   * Bidirectional forwarding detection, 3 × 300 ms. Dataplane v1 only, once Cloudflare's account
   * team has switched it on. Without it a far end that dies silently is noticed by the hold timer.
   *
   * @default false
   */
  bfd?: boolean;
  /**
   * Share traffic among the sessions of the highest local preference.
   *
   * @default false: one session carries it all
   */
  ecmp?: boolean;
  /**
   * Write `<md5-key-of-NAME>` in place of each MD5 key, so that the text is no secret.
   *
   * @default false
   */
  hideKeys?: boolean;
}
