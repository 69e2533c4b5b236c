/** The judgement on a design, as `assess()` gives it. */
import type { Blocker } from "./blocker";
import type { Intent } from "./design";
import type { Capacity, Outcome } from "./failure";

/** Metro → facility → device → port, with `unknown` where it is not known. */
export interface Structure {
  metros: readonly {
    name: string;
    facilities: readonly {
      name: string;
      devices: readonly { name: string; ports: readonly string[] }[];
    }[];
  }[];
}

/** A design, judged: what it is, what stands in the way, and what is left when something fails. */
export interface Assessment {
  name: string;
  intent: Intent;
  /** The strongest intent that the design as it is declared fulfils; `none` without ports. */
  configured: Intent | "none";
  /** The same over the ports whose link is Healthy and whose sessions are not known to be down. */
  operational: Intent | "none";
  /** Whether `configured` fulfils the intent and no blocker is an error. */
  met: boolean;
  blockers: readonly Blocker[];
  structure: Structure;
  /** When nothing fails. */
  capacity: Capacity;
  /** Capacity that is left under the worst single failure, for each direction. */
  worstCase: Capacity;
  /** Every single failure. */
  singleFailures: readonly Outcome[];
  /** Every pair of them of which neither is a part of the other, as a port is of its facility. */
  pairs: readonly Outcome[];
}
