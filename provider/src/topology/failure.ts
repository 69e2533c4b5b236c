import { quoted } from "../domain/text";

/** What is left of a design when something fails. */

/** What can fail together. A `pop` is Cloudflare's site; `maintenance` is a routine window. */
export type FailureKind = "port" | "device" | "facility" | "metro" | "pop" | "maintenance";

/** One thing that fails, and the ports that it takes along. */
export interface Failure {
  kind: FailureKind;
  /** Such as the name of the port, or of the facility. */
  name: string;
  /** Names of the ports that it takes down. */
  ports: readonly string[];
  /** They are only assumed to fail together, because where they are is not known. */
  uncertain?: boolean;
}

/** Gbps in each direction. */
export interface Capacity {
  toCustomer: number;
  toCloudflare: number;
}

/** Sessions, or the backup, that carry the traffic in each direction. */
export interface Path {
  /** By the longest prefix, then the lowest route priority. */
  toCustomer: readonly string[];
  /** By the highest local preference. */
  toCloudflare: readonly string[];
}

/** What becomes of the traffic. */
export type Verdict =
  /** Demand is met by what survives. */
  | "carried"
  /** Something gets through, less than the demand. */
  | "degraded"
  /** No interconnect is left; the backup path has to carry it all. */
  | "backup"
  /** Nothing is left. */
  | "lost"
  /** It hangs on something that is not known, such as the speed of a port. */
  | "unknown";

/** What is left when something fails. */
export interface Outcome {
  /** One, or two at once. */
  failures: readonly Failure[];
  /** Ports that still work. */
  survivors: readonly string[];
  /**
   * What the sessions carry that now have the traffic, which may be fewer than are left. To the
   * customer it is that of the prefix that has the least, for nothing tells how traffic is divided
   * among prefixes.
   */
  capacity: Capacity;
  /** Prefixes that are still reached over an interconnect, and those that are not. */
  reachable: readonly string[];
  unreachable: readonly string[];
  path: Path;
  verdict: Verdict;
}

/** What carries the traffic: said once where it is the same in both directions. */
export function pathInWords({ toCustomer, toCloudflare }: Path): string {
  const [down, up] = [quoted(toCustomer) || "nothing", quoted(toCloudflare) || "nothing"];
  return down === up ? down : `${down} to the customer and ${up} to Cloudflare`;
}
