/** Arguments of `routerConfig()`. */

import type { RouterPlatform } from "../domain/values";
import type { RouterSession } from "./session";

export type { RouterPlatform };

/** Prefix that the router accepts, together with longer prefixes inside it. */
export interface AcceptedPrefix {
  /** Prefix without host bits, such as `10.0.0.0/8`. */
  prefix: string;
  /** Maximum length in bits of an accepted prefix, from the length of `prefix` to 32, or 128 for IPv6. */
  le: number;
}

/** Arguments of `routerConfig()`. */
export interface RouterConfigArgs {
  /** Platform of the router. */
  platform: RouterPlatform;
  /** Sessions of the router, at least one. */
  sessions: readonly RouterSession[];
  /** ASN of the sessions: their `customerAsn`. 1 to 4294967294, not reserved and not Cloudflare's. */
  customerAsn: number;
  /**
   * ASN of the router's BGP, if it differs: the sessions then use {@link customerAsn} as their local
   * ASN. BIRD has an ASN for each session and does not need it.
   *
   * @default `customerAsn`
   */
  routerAsn?: number;
  /**
   * CNI settings of the account: the result of `getCniSettings()`. If the program declares
   * `CniSettings`, use its `defaultAsn` instead, because a lookup in the run that changes the ASN
   * returns the old one. Without settings, the account's ASN is assumed to be 13335. Fails if
   * `defaultAsn` is 0, which the API may report if none was set.
   */
  settings?: { readonly accountId?: string; readonly defaultAsn: number };
  /**
   * ASN of Cloudflare's end: 13335, or 64512 to 65534. It must equal `settings.defaultAsn` if
   * `settings` is set.
   *
   * @default `settings.defaultAsn`; without `settings`, 13335
   */
  cloudflareAsn?: number;
  /**
   * Whether the text is for a router without any BGP configuration. It then also contains the settings
   * that all sessions of a router share: ASN, router ID, graceful restart, number of equal paths, and on BIRD the
   * protocols `device`, `direct` and `kernel`. Conflicts with {@link vrf}.
   *
   * @default false: the text can be pasted beside other sessions and changes none of them; it lists as
   * a comment what the router must already have
   */
  standalone?: boolean;
  /**
   * BGP identifier of the router: an IPv4 address such as `192.0.2.1`. Required with
   * {@link standalone}. Otherwise only BIRD sets it, for these sessions alone; the other platforms have
   * one identifier for all sessions, and the text lists it as something that the router must already have.
   *
   * @default the identifier that the router already has
   */
  routerId?: string;
  /**
   * VRF of the interfaces and sessions, which must already exist. A letter, then letters, digits, `_`
   * and `-`, at most 32 characters, or 15 on FRR and BIRD. On BIRD, the routes are in the tables
   * `<vrf>-ipv4` and `<vrf>-ipv6`.
   *
   * @default the default VRF
   */
  vrf?: string;
  /**
   * Prefixes that the router announces to Cloudflare. It announces no others, and each only while it has
   * a route to exactly that prefix (connected, static or internal). A router cut off from its internal
   * network therefore attracts no traffic. On FRR, IOS XR and EOS, the prefixes become BGP routes, so
   * other sessions also announce them if their policies allow it. Peering with AS13335 accepts prefixes
   * up to /24 and /48; the Magic routing table has no limit.
   */
  announce: readonly string[];
  /**
   * Prefixes that the router accepts from Cloudflare; it drops all others. A string matches exactly that
   * prefix, such as one of the session's `extraPrefixes`; an object also accepts longer prefixes, up to
   * `le`; `"all"` accepts every prefix, for the Magic routing table of Cloudflare WAN or for peering on dataplane v1.
   * An announced prefix is never accepted.
   */
  accept: "all" | readonly (string | AcceptedPrefix)[];
  /**
   * Maximum number of prefixes per session and address family, 1 to 4294967295. Above it, the router
   * closes the session until a person reopens it. BIRD, Junos and EOS count what Cloudflare sends; FRR
   * counts only what the filter accepts, so there it guards against a filter that is later widened.
   *
   * @default 5000, Cloudflare's limit for a BGP session over a tunnel
   */
  maxPrefixes?: number;
  /**
   * How often {@link customerAsn} may be in the AS path of an accepted route, 1 to 9. Set it if another
   * site announces its prefixes with the same ASN: 1, plus the most `prepends` of the other site.
   *
   * @default 0: the router drops the routes of such a site
   */
  allowOwnAsn?: number;
  /**
   * Hold time in seconds, 3 to 240, or from 10 on Junos. The keepalive time is a third of it, rounded
   * down. Cloudflare proposes 240, and the lower value of both ends applies in both directions. A change
   * takes effect when a session comes up again; BIRD and Junos restart it for that. Source: Cloudflare's
   * page on traffic steering, 2026-09-17.
   *
   * @default 240
   */
  holdTime?: number;
  /**
   * Whether the sessions announce graceful restart: Cloudflare then keeps the routes for 120 seconds
   * while the router restarts. It also keeps them if the router fails.
   *
   * @default true without `bfd`, else false
   */
  gracefulRestart?: boolean;
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
   * Whether to share traffic among the sessions with the highest local preference. Unless the text is
   * `standalone`, the router must already allow as many equal paths; the text says so.
   *
   * @default true if several sessions have `steering: "share"`; else one session carries all traffic
   */
  ecmp?: boolean;
  /**
   * Whether to write `<md5-key-of-NAME>` instead of each MD5 key, so that the text is not a secret.
   *
   * @default false
   */
  hideKeys?: boolean;
}
