/** Result of `assess()`. */
import type { Availability } from "./availability";
import type { Blocker } from "./blocker";
import type { Intent } from "./design";
import type { Capacity, Outage, Outcome } from "./failure";

/**
 * Locations of the ports: metros, facilities, devices and ports. A location without a known name is called `unknown`.
 */
export interface Structure {
  metros: readonly {
    name: string;
    facilities: readonly {
      name: string;
      devices: readonly { name: string; ports: readonly string[] }[];
    }[];
  }[];
}

/** Assessment of a design: the achieved intent, the findings, and what remains after each failure. */
export interface Assessment {
  name: string;
  intent: Intent;
  /** Strongest intent that the declared design achieves, or `none` without ports. */
  configured: Intent | "none";
  /**
   * Strongest intent that the working ports achieve. A port works if it is Healthy and, if it has sessions, at least
   * one of them is not known to be down.
   */
  operational: Intent | "none";
  /** Whether the design achieves its intent and no finding is an error. `unknown` if that depends on unknown values. */
  met: boolean | "unknown";
  /** Findings, by type. */
  blockers: readonly Blocker[];
  structure: Structure;
  /** Capacity without failures, in Gbps. */
  capacity: Capacity;
  /** Lowest capacity during any single failure, per direction, in Gbps. */
  worstCase: Capacity;
  /**
   * Longest outage caused by any single failure, per direction, both if the link goes down and if it fails silently.
   */
  worstOutage: Outage;
  /** Expected time below the demand according to the design's assumptions. Omitted without assumptions about failures. */
  availability?: Availability;
  /** Outcome of every single failure. */
  singleFailures: readonly Outcome[];
  /**
   * Outcome of every pair of failures. Pairs in which one failure includes the other, such as a facility and its port,
   * are omitted.
   */
  pairs: readonly Outcome[];
}
