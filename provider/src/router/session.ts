/** Arguments of one session for `routerConfig()`. */

import type {
  HealthCheckDirection,
  HealthCheckRate,
  HealthCheckType,
  Steering,
} from "../domain/values";

/** Health check that Cloudflare sends over the link: the fields of a `MagicInterconnect`'s `healthCheck`. */
export interface RouterHealthCheck {
  /**
   * Whether Cloudflare sends probes.
   *
   * @default true
   */
  enabled?: boolean;
  /** How often Cloudflare probes. The text does not depend on it. */
  rate?: HealthCheckRate;
  /**
   * ICMP message of the probe. With a target in 172.64.240.252/30, `request` is for FRR and BIRD only,
   * because the policy route of the other platforms does not apply to the router's own packets.
   *
   * @default "reply"
   */
  type?: HealthCheckType;
  /** Path of the answer. Only `bidirectional` can have a target in 172.64.240.252/30. */
  direction?: HealthCheckDirection;
  /**
   * IP address that Cloudflare probes. A target in 172.64.240.252/30 makes the check a legacy
   * bidirectional one: the text then has a policy route that sends packets from the target back into
   * this link. Each session must have its own target. Source: Cloudflare's page on tunnel health
   * checks, 2026-09-17.
   *
   * @default the router's address on the link
   */
  target?: string;
}

/** Link of the router over one CNI, with what sessions with BGP and with static routes have in common. */
export interface RouterLink {
  /**
   * Name of the session in the configuration: a letter, then letters, digits, `_` and `-`, at most 32
   * characters. It must be unique among the sessions of the router.
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
   * Health check that Cloudflare sends over the link, such as the `healthCheck` of the
   * `MagicInterconnect`. The text has what the router needs for it.
   *
   * @default nothing about health checks in the text
   */
  healthCheck?: RouterHealthCheck;
  /**
   * Description: 1 to 80 letters, digits, spaces and `. , : / ( ) + @ _ -`, without a space at either
   * end.
   *
   * @default "Cloudflare CNI <name>"
   */
  description?: string;
}

/** Session of the router over one CNI. */
export interface RouterSession extends RouterLink {
  /**
   * TCP MD5 key, the same as on Cloudflare's side: 1 to 80 printable ASCII characters except `"` and
   * `?`. Some platforms allow fewer characters; the error names them.
   */
  md5Key?: string;
  /**
   * What the session is for. Sets the local preference (primary and share 200, secondary 150, standby
   * 50) and, on dataplane v2, the community that sets the priority of the announced routes at
   * Cloudflare (primary and share 13335:60050, secondary 13335:60150, standby 13335:60901). Conflicts
   * with {@link localPreference} and with any of these communities in {@link communities}.
   *
   * @default no community, and local preference 100
   */
  steering?: Steering;
  /**
   * Local preference, 0 to 4294967295. If two sessions have the same prefix, the higher value carries
   * the traffic. Conflicts with {@link steering}.
   *
   * @default that of `steering`, else 100
   */
  localPreference?: number;
  /**
   * BGP communities that the router announces its prefixes with, such as `13335:60050`: two numbers
   * from 0 to 65535. They replace the communities that a route has inside. Cloudflare takes the route's
   * priority from the one with the lowest: 13335:60010 (10), 13335:60050 (50), 13335:60150 (150),
   * 13335:60200 (200), 13335:60901 (501,000) or 13335:60902 (1,001,000). Source: Cloudflare's page on
   * traffic steering, 2026-09-17.
   *
   * @default that of `steering`, else none, which is priority 100
   */
  communities?: readonly string[];
  /**
   * Number of additional own ASNs in the AS path of what the router announces, 0 to 10. Each adds 10 to
   * the priority at Cloudflare, whose page also has an example with 15.
   *
   * @default 0
   */
  prepends?: number;
  /**
   * Whether the session is being drained for planned work. The router then accepts its routes with local
   * preference 0, and announces its prefixes with GRACEFUL_SHUTDOWN (65535:0, RFC 8326) and, on
   * dataplane v2, behind every other session of the text: with 13335:60901 and more prepends. The
   * session stays up, so that packets in flight are not lost. Cloudflare does not say whether it
   * honors 65535:0.
   *
   * @default false
   */
  drain?: boolean;
  /**
   * Hold time of this session in seconds, 3 to 240, or from 10 on Junos.
   *
   * @default `holdTime` of all sessions, 240 by default
   */
  holdTime?: number;
}
