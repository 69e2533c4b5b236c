/** Arguments of one session for `routerConfig()`. */

import type {
  HealthCheckDirection,
  HealthCheckRate,
  HealthCheckType,
  Steering,
} from "../domain/values";

/** Health check that Cloudflare sends over the link. It has the fields of `healthCheck` of a `MagicInterconnect`. */
export interface RouterHealthCheck {
  /**
   * Whether Cloudflare sends probes.
   *
   * @default true
   */
  enabled?: boolean;
  /** How often Cloudflare probes the link. This value does not change the text. */
  rate?: HealthCheckRate;
  /**
   * ICMP message of a probe. With a target in 172.64.240.252/30, `request` is supported only on FRR and BIRD, because
   * the policy route of the other platforms does not apply to the router's own packets.
   *
   * @default "reply"
   */
  type?: HealthCheckType;
  /** Path of the response to a probe. A target in 172.64.240.252/30 requires `bidirectional`. */
  direction?: HealthCheckDirection;
  /**
   * IP address that Cloudflare probes. A target in 172.64.240.252/30 makes the check a legacy bidirectional check. The
   * text then has a policy route that sends packets from the target back into this link. Each session must have its own
   * target. Source: Cloudflare's page on tunnel health checks, 2026-09-17.
   *
   * @default the router's address on the link
   */
  target?: string;
}

/** Link of the router over one CNI. Contains the properties that sessions with BGP and with static routes share. */
export interface RouterLink {
  /**
   * Name of the session in the configuration: a letter followed by letters, digits, `_` and `-`, at most 32 characters.
   * It must be unique among the sessions of the router.
   */
  name: string;
  /**
   * Interface toward Cloudflare, such as `eth1`, `xe-0/0/0` or `HundredGigE0/0/0/0`. If dataplane v1 uses a VLAN tag,
   * this is the subinterface, and its VLAN must already be configured. Each session must have its own interface.
   */
  interface: string;
  /** Address of the router with prefix length, such as `10.0.0.1/31`. This is the session's `customerIp`. */
  customerIp: string;
  /** Cloudflare's address in the same network, such as `10.0.0.0/31`. This is the session's `cloudflareIp`. */
  cloudflareIp: string;
  /** IPv6 address of the router with prefix length 126 or 127. Requires {@link cloudflareIp6}. */
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
   * Health check that Cloudflare sends over the link, such as the `healthCheck` of the `MagicInterconnect`. The text
   * contains the settings that the router needs for it.
   *
   * @default no settings for health checks
   */
  healthCheck?: RouterHealthCheck;
  /**
   * Description of 1 to 80 letters, digits, spaces and the characters `. , : / ( ) + @ _ -`, without a space at either
   * end.
   *
   * @default "Cloudflare CNI <name>"
   */
  description?: string;
}

/** Session of the router over one CNI. */
export interface RouterSession extends RouterLink {
  /**
   * TCP MD5 key of 1 to 80 printable ASCII characters except `"` and `?`. It must equal the key on Cloudflare's side.
   * Some platforms allow fewer characters; the error names them.
   */
  md5Key?: string;
  /**
   * Role of the session. Sets the local preference: 200 for `primary` and `share`, 150 for `secondary`, and 50 for
   * `standby`. On dataplane v2, also sets the community that determines the priority of the announced routes at
   * Cloudflare: 13335:60050 for `primary` and `share`, 13335:60150 for `secondary`, and 13335:60901 for `standby`.
   * Conflicts with {@link localPreference}, and with any of these communities in {@link communities}.
   *
   * @default no community, and local preference 100
   */
  steering?: Steering;
  /**
   * Local preference, 0 to 4294967295. If two sessions receive the same prefix, the session with the higher value
   * carries the traffic. Conflicts with {@link steering}.
   *
   * @default that of `steering`, else 100
   */
  localPreference?: number;
  /**
   * BGP communities with which the router announces its prefixes, such as `13335:60050`. Each consists of two numbers
   * from 0 to 65535. They replace the communities that a route has in your network. These communities set the priority
   * at Cloudflare; if there are several, the lowest priority applies: 13335:60010 (10), 13335:60050 (50), 13335:60150
   * (150), 13335:60200 (200), 13335:60901 (501,000) or 13335:60902 (1,001,000). Source: Cloudflare's page on traffic
   * steering, 2026-09-17.
   *
   * @default that of `steering`, else none, which results in priority 100
   */
  communities?: readonly string[];
  /**
   * Number of times that the router prepends its own ASN to the AS path of the routes that it announces, 0 to 10. Each
   * time adds 10 to the priority at Cloudflare, although Cloudflare's page also has an example with 15.
   *
   * @default 0
   */
  prepends?: number;
  /**
   * Whether the session is drained for planned work. The router then sets local preference 0 for the routes of the
   * session, and announces its prefixes with GRACEFUL_SHUTDOWN (65535:0, RFC 8326). On dataplane v2, it also ranks the
   * session behind all other sessions of the text, with 13335:60901 and more prepends. The session stays up, so that
   * packets in flight are not lost. Cloudflare does not document whether it supports 65535:0.
   *
   * @default false
   */
  drain?: boolean;
  /**
   * Hold time of this session in seconds, 3 to 240, or 10 to 240 on Junos.
   *
   * @default `holdTime` of all sessions, 240 by default
   */
  holdTime?: number;
}
