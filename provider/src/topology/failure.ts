/** Failures and their outcomes. */

import { quoted } from "../domain/text";

/**
 * Object or event that fails. A `pop` is a Cloudflare site, and `maintenance` is a routine maintenance window. All
 * kinds except `port` are located at Cloudflare's or the customer's end.
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

/** Single failure, and the ports that it takes down. */
export interface Failure {
  kind: FailureKind;
  /** Name of the object that fails, such as a port or facility. */
  name: string;
  /** Names of the ports that the failure takes down. */
  ports: readonly string[];
  /** Whether the ports are only assumed to fail together, because their location is unknown. */
  uncertain?: boolean;
}

/** Capacity in Gbps per direction. */
export interface Capacity {
  /** Capacity from Cloudflare to the customer. */
  toCustomer: number;
  /** Capacity from the customer to Cloudflare. */
  toCloudflare: number;
}

/** Names of the sessions that carry the traffic in each direction, or the name of the backup. */
export interface Path {
  /** Path to the customer. Cloudflare chooses it by the longest prefix, and then by the lowest route priority. */
  toCustomer: readonly string[];
  /** Path to Cloudflare. The customer's routers choose it by the highest local preference. */
  toCloudflare: readonly string[];
}

/** Effect of a failure on the traffic. */
export type Verdict =
  /** The surviving interconnects meet the demand. */
  | "carried"
  /** The surviving interconnects carry some traffic, but less than the demand, or not for every prefix. */
  | "degraded"
  /** No interconnect survives, so the backup carries all traffic. */
  | "backup"
  /** No interconnect survives, and there is no backup. */
  | "lost"
  /** The effect depends on unknown values, such as the speed of a port. */
  | "unknown";

/** Number of seconds, or `forever` if the outage lasts until somebody repairs or reroutes something. */
export type Seconds = number | "forever";

/** Cause that determines how long an outage lasts. */
export type OutageCause =
  /** The failure affects no session that carries traffic. */
  | "none"
  /** The direction is not judged, because replies leave over the Internet providers. */
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
  /** The customer's other routers must take over the traffic. */
  | "customer-convergence"
  /** The traffic moves to the customer's Internet providers. */
  | "internet-backup"
  /** Nothing carries the traffic. */
  | "nothing-left";

/** Duration of the outage in one direction. */
export interface OutageRange {
  /** Shortest outage. */
  least: Seconds;
  /**
   * Longest outage. `unknown` if it depends on a value that Cloudflare does not publish and for which the design has no
   * assumption.
   */
  most: Seconds | "unknown";
  cause: OutageCause;
  /** Steps that add up to the outage. */
  chain: readonly string[];
}

/** Outage in one direction for each way in which the link can fail. */
export interface DirectionOutage {
  /** Outage if the interface goes down. */
  seen: OutageRange;
  /** Outage if the link stays up but packets are lost. */
  silent: OutageRange;
}

/** Outage in both directions. It ends when the remaining sessions or the backup carry the traffic. */
export interface Outage {
  toCustomer: DirectionOutage;
  toCloudflare: DirectionOutage;
}

/** What remains of a design after one failure, or after two failures at once. */
export interface Outcome {
  /** The failures, or an empty list if nothing fails. */
  failures: readonly Failure[];
  /** Names of the ports that still work. */
  survivors: readonly string[];
  /**
   * Capacity of the sessions that carry the traffic, in Gbps. Standby sessions do not count. Toward the customer, it is
   * the capacity of the prefix with the lowest capacity, because it is unknown how traffic is divided among prefixes.
   */
  capacity: Capacity;
  /** Prefixes that at least one interconnect still reaches. */
  reachable: readonly string[];
  /** Prefixes that no interconnect reaches any more. */
  unreachable: readonly string[];
  path: Path;
  verdict: Verdict;
  /** Duration of the outage before another path carries the traffic. Only set for single failures. */
  outage?: Outage;
}

/**
 * Formats the names of the sessions or the backup that carry the traffic. Names them once if they are the same in both
 * directions.
 */
export function pathInWords({ toCustomer, toCloudflare }: Path): string {
  const [down, up] = [quoted(toCustomer) || "nothing", quoted(toCloudflare) || "nothing"];
  return down === up ? down : `${down} to the customer and ${up} to Cloudflare`;
}
