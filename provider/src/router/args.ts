/** Arguments of `routerConfig()`. */

import type { RouterPlatform } from "../domain/values";
import type { RouterSession } from "./session";

export type { RouterPlatform };

/** Prefix that the router accepts, together with the longer prefixes inside it. */
export interface AcceptedPrefix {
  /** Prefix without host bits, such as `10.0.0.0/8`. */
  prefix: string;
  /** Maximum length of an accepted prefix in bits, from the length of `prefix` to 32, or to 128 for IPv6. */
  le: number;
}

/** Arguments of `routerConfig()`. */
export interface RouterConfigArgs {
  /** Platform of the router. */
  platform: RouterPlatform;
  /** Sessions of the router. At least one is required. */
  sessions: readonly RouterSession[];
  /** Customer's ASN in all sessions, 1 to 4294967294. Reserved ASNs and Cloudflare's ASN are not allowed. */
  customerAsn: number;
  /**
   * ASN of the router's BGP process, if it differs from {@link customerAsn}. The sessions then use `customerAsn` as
   * their local ASN. BIRD does not need this, because each of its sessions has an ASN of its own.
   *
   * @default `customerAsn`
   */
  routerAsn?: number;
  /**
   * CNI settings of the account, as returned by `getCniSettings()`. If the program declares `CniSettings`, use its
   * `defaultAsn` instead, because a lookup returns the old ASN during the run that changes it. Without settings, the
   * account's ASN is assumed to be 13335. Fails if `defaultAsn` is 0, which the API may report if no ASN was set.
   */
  settings?: { readonly accountId?: string; readonly defaultAsn: number };
  /**
   * ASN of Cloudflare's end: 13335, or 64512 to 65534. If `settings` is set, it must equal `settings.defaultAsn`.
   *
   * @default `settings.defaultAsn`; without `settings`, 13335
   */
  cloudflareAsn?: number;
  /**
   * Whether the text is for a router without any BGP configuration. It then also contains the settings that all
   * sessions of a router share: ASN, router ID, graceful restart, number of equal paths, and on BIRD the protocols
   * `device`, `direct` and `kernel`. Conflicts with {@link vrf}.
   *
   * @default false: you can paste the text into a router that has other sessions; it does not change them, and its comments
   * list what the router must already have
   */
  standalone?: boolean;
  /**
   * BGP identifier of the router, an IPv4 address such as `192.0.2.1`. Required with {@link standalone}. Otherwise,
   * only BIRD uses it, and only for these sessions. On the other platforms, all sessions share one identifier, and the
   * comments of the text list it as something that the router must already have.
   *
   * @default the identifier that the router already has
   */
  routerId?: string;
  /**
   * VRF of the interfaces and sessions, which must already exist. The name is a letter followed by letters, digits, `_`
   * and `-`, at most 32 characters, or 15 on FRR and BIRD. On BIRD, the routes are in the tables `<vrf>-ipv4` and
   * `<vrf>-ipv6`.
   *
   * @default the default VRF
   */
  vrf?: string;
  /**
   * Prefixes that the router announces to Cloudflare. It announces no other prefixes. It announces each prefix only
   * while it has a route to exactly that prefix (connected, static or internal), so a router that is cut off from its
   * internal network attracts no traffic. On FRR, IOS XR and EOS, the prefixes become BGP routes, so other sessions
   * also announce them if their policies allow it. Peering with AS13335 accepts prefixes up to /24 and /48. The Magic
   * routing table has no limit.
   */
  announce: readonly string[];
  /**
   * Prefixes that the router accepts from Cloudflare. It drops all other prefixes. A string matches exactly that
   * prefix, such as one of the session's `extraPrefixes`. An object also matches longer prefixes, up to `le`. `"all"`
   * matches every prefix; use it for the Magic routing table of Cloudflare WAN or for peering on dataplane v1. The
   * router never accepts a prefix that it announces.
   */
  accept: "all" | readonly (string | AcceptedPrefix)[];
  /**
   * Maximum number of prefixes per session and address family, 1 to 4294967295. If Cloudflare exceeds it, the router
   * closes the session until a person opens it again. BIRD, Junos and EOS count all prefixes that Cloudflare sends. FRR
   * counts only the prefixes that the filter accepts, so on FRR the limit matters only if the filter is later widened.
   *
   * @default 5000, Cloudflare's limit for a BGP session over a tunnel
   */
  maxPrefixes?: number;
  /**
   * Number of times that {@link customerAsn} may appear in the AS path of an accepted route, 1 to 9. Set it if another
   * site announces its prefixes with the same ASN. Use 1 plus the largest number of `prepends` of that site.
   *
   * @default 0: the router drops the routes of such a site
   */
  allowOwnAsn?: number;
  /**
   * Hold time in seconds, 3 to 240, or 10 to 240 on Junos. The keepalive time is a third of it, rounded down.
   * Cloudflare proposes 240, and the lower value of both ends applies in both directions. A change takes effect when a
   * session comes up again; BIRD and Junos restart the session for this. Source: Cloudflare's page on traffic steering,
   * 2026-09-17.
   *
   * @default 240
   */
  holdTime?: number;
  /**
   * Whether the sessions announce graceful restart. If they do, Cloudflare keeps the routes for 120 seconds while the
   * router restarts. Cloudflare also keeps them if the router fails.
   *
   * @default true without `bfd`, else false
   */
  gracefulRestart?: boolean;
  /**
   * Maximum TCP segment size over IPv4 in bytes, from 536 to the smallest MTU minus 40. Set it if a tunnel supports
   * only smaller packets than the interface. The size over IPv6 is 20 bytes smaller. FRR and BIRD cannot clamp TCP, so
   * on these platforms the comments of the text contain commands for the host.
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
   * Whether to use Bidirectional Forwarding Detection (BFD), 3 × 300 ms. Only supported on dataplane v1, after
   * Cloudflare's account team has enabled it. Without BFD, only the hold timer detects a silent failure of the far end.
   *
   * @default false
   */
  bfd?: boolean;
  /**
   * Whether to share traffic among the sessions with the highest local preference. Unless the text is `standalone`, the
   * router must already allow this number of equal paths; the comments of the text say so.
   *
   * @default true if several sessions have `steering: "share"`; otherwise, one session carries all traffic
   */
  ecmp?: boolean;
  /**
   * Whether to write `<md5-key-of-NAME>` instead of each MD5 key, so that the text is not a secret.
   *
   * @default false
   */
  hideKeys?: boolean;
}
