/** Failures and their outcomes. */

import { quoted } from "../domain/text";

/**
 * What fails. A `pop` is a Cloudflare site; `maintenance` is a routine window. All others except `port` are at
 * Cloudflare's or the customer's end.
 */
export type FailureKind =
  | "port"
  | "device"
  | "facility"
  | "metro"
  | "pop"
  | "maintenance"
  | "customer-router"
  | "customer-site"
  | "customer-power"
  | "duct";

/** A single failure, with the ports that it takes down. */
export interface Failure {
  kind: FailureKind;
  /** Name of what fails, such as the port or facility. */
  name: string;
  /** Names of the ports that it takes down. */
  ports: readonly string[];
  /** Whether the ports are only assumed to fail together, because their location is unknown. */
  uncertain?: boolean;
}

/** Capacity in Gbps per direction. */
export interface Capacity {
  /** From Cloudflare to the customer. */
  toCustomer: number;
  /** From the customer to Cloudflare. */
  toCloudflare: number;
}

/** Names of the sessions, or of the backup, that carry the traffic in each direction. */
export interface Path {
  /** Chosen by the longest prefix, then by the lowest route priority. */
  toCustomer: readonly string[];
  /** Chosen by the highest local preference. */
  toCloudflare: readonly string[];
}

/** Effect of a failure on the traffic. */
export type Verdict =
  /** The surviving interconnects meet the demand. */
  | "carried"
  /** The surviving interconnects carry some traffic, but less than the demand or not every prefix. */
  | "degraded"
  /** No interconnect survives, so the backup carries all traffic. */
  | "backup"
  /** No interconnect survives, and there is no backup. */
  | "lost"
  /** The effect depends on something unknown, such as the speed of a port. */
  | "unknown";

/** Seconds; `forever` if the outage lasts until somebody repairs or reroutes something. */
export type Seconds = number | "forever";

/** What decides how long an outage lasts. */
export type OutageCause =
  /** No session that carries the traffic is affected. */
  | "none"
  /** Replies leave over the Internet providers, so the direction is not judged. */
  | "not-judged"
  | "health-check"
  /** It is unknown whether a health check probes the session. */
  | "unknown-health-check"
  | "no-health-check"
  /** A dead static route hides the routes to shorter prefixes. */
  | "hidden-route"
  | "bgp-hold-time"
  | "bfd"
  | "interface-down"
  | "tracking"
  | "no-tracking"
  /** The customer's other routers must take over. */
  | "customer-convergence"
  /** The traffic moves to the customer's Internet providers. */
  | "internet-backup"
  /** Nothing carries the traffic. */
  | "nothing-left";

/** How long traffic is lost in one direction. */
export interface OutageRange {
  /** Shortest outage. */
  least: Seconds;
  /**
   * Longest outage; `unknown` if it depends on a value that Cloudflare does not publish and the design does not assume.
   */
  most: Seconds | "unknown";
  cause: OutageCause;
  /** Steps that add up to the outage. */
  chain: readonly string[];
}

/** Outage in one direction, by how the link fails. */
export interface DirectionOutage {
  /** The interface goes down. */
  seen: OutageRange;
  /** The link stays up, but packets are lost. */
  silent: OutageRange;
}

/** Outage in both directions, until the remaining sessions or the backup carry the traffic. */
export interface Outage {
  toCustomer: DirectionOutage;
  toCloudflare: DirectionOutage;
}

/** What remains of a design after one failure, or two at once. */
export interface Outcome {
  /** The failures; none if nothing fails. */
  failures: readonly Failure[];
  /** Names of the ports that still work. */
  survivors: readonly string[];
  /**
   * Capacity of the sessions that carry the traffic, in Gbps. Standby sessions do not count. Toward the customer,
   * it is that of the prefix with the lowest capacity, because it is unknown how traffic is divided among prefixes.
   */
  capacity: Capacity;
  /** Prefixes that an interconnect still reaches. */
  reachable: readonly string[];
  /** Prefixes that no interconnect reaches. */
  unreachable: readonly string[];
  path: Path;
  verdict: Verdict;
  /** How long the traffic is lost before the path changes. Only for single failures. */
  outage?: Outage;
}

/** Names what carries the traffic, once if it is the same in both directions. */
export function pathInWords({ toCustomer, toCloudflare }: Path): string {
  const [down, up] = [quoted(toCustomer) || "nothing", quoted(toCloudflare) || "nothing"];
  return down === up ? down : `${down} to the customer and ${up} to Cloudflare`;
}
