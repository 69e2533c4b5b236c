/** Result of `assess()`. */
import type { Blocker } from "./blocker";
import type { Intent } from "./design";
import type { Capacity, Outage, Outcome } from "./failure";

/** Locations of the ports: metro, facility, device, port. An unknown name is `unknown`. */
export interface Structure {
  metros: readonly {
    name: string;
    facilities: readonly {
      name: string;
      devices: readonly { name: string; ports: readonly string[] }[];
    }[];
  }[];
}

/** Assessment of a design: what it achieves, its findings, and what remains after each failure. */
export interface Assessment {
  name: string;
  intent: Intent;
  /** Strongest intent that the declared design achieves; `none` without ports. */
  configured: Intent | "none";
  /** Strongest intent of the ports that are Healthy and have no session, or one that is not known to be down. */
  operational: Intent | "none";
  /**
   * Whether `configured` fulfils the intent and no finding is an error; `unknown` if that depends on something unknown.
   */
  met: boolean | "unknown";
  /** Findings, by type. */
  blockers: readonly Blocker[];
  structure: Structure;
  /** Capacity without failures, in Gbps. */
  capacity: Capacity;
  /** Lowest capacity under any single failure, per direction, in Gbps. */
  worstCase: Capacity;
  /** Longest outage of any single failure, per direction: if the link goes down, and if it dies silently. */
  worstOutage: Outage;
  /** Outcome of every single failure. */
  singleFailures: readonly Outcome[];
  /** Outcome of every pair of failures, except pairs in which one includes the other, like a facility its port. */
  pairs: readonly Outcome[];
}
