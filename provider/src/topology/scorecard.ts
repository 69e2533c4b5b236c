/** Executive summary of an assessment. It is computed once, and every report and command renders the same one. */

import type { Capacity } from "./failure";

/**
 * Level of a light: `poor` for a risk, `waiting` while ports are being ordered, `unknown` if it depends on something
 * unknown, `not-judged` if there is nothing to compare with.
 */
export type LightLevel = "good" | "waiting" | "poor" | "bad" | "unknown" | "not-judged";

/** One question of a {@link Scorecard}, with its answer. */
export interface Light {
  /** What the light is about, such as `Diversity`. */
  title: string;
  level: LightLevel;
  /** Answer in a few words. */
  answer: string;
  /** What survives and what does not, in one or two sentences. */
  detail: string;
}

/** Executive summary of a design: four lights, and the capacity that the worst failure leaves. */
export interface Scorecard {
  /** Name of the design. */
  name: string;
  level: LightLevel;
  /** Whether the design achieves its intent, and if not, why. */
  headline: string;
  /** Diversity, capacity after the worst failure, outage, working now. */
  lights: readonly Light[];
  /** The single failure that leaves the least, such as `if metro EWR fails`; absent without ports. */
  worstFailure?: string;
  /** Capacity that must get through, in Gbps; 0 if there is no demand. */
  demand: Capacity;
  /** Capacity after the worst failure, in Gbps. */
  remaining: Capacity;
  /** Capacity without failures, in Gbps. */
  designed: Capacity;
}
