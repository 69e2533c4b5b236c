/** Executive summary of an assessment. It is calculated once, so all reports and commands show the same summary. */

import type { Capacity } from "./failure";

/**
 * Level of a light. `poor`: there is a risk. `waiting`: ports are being ordered. `unknown`: the level depends on
 * unknown values. `not-judged`: there is nothing to compare with.
 */
export type LightLevel = "good" | "waiting" | "poor" | "bad" | "unknown" | "not-judged";

/** One question of a {@link Scorecard}, with its answer. */
export interface Light {
  /** Topic of the light, such as `Diversity`. */
  title: string;
  level: LightLevel;
  /** Answer in a few words. */
  answer: string;
  /** What the design survives and what it does not, in one or two sentences. */
  detail: string;
}

/** Executive summary of a design: four lights, and the capacity that remains during the worst failure. */
export interface Scorecard {
  /** Name of the design. */
  name: string;
  level: LightLevel;
  /** Whether the design achieves its intent. If not, also the reason. */
  headline: string;
  /** Lights for diversity, capacity after the worst failure, outage, and what works now. */
  lights: readonly Light[];
  /**
   * Single failure that leaves the least capacity, such as `if metro EWR fails`. Omitted if the design has no ports.
   */
  worstFailure?: string;
  /** Capacity in Gbps that must get through, or 0 without a demand. */
  demand: Capacity;
  /** Capacity after the worst failure, in Gbps. */
  remaining: Capacity;
  /** Capacity without failures, in Gbps. */
  designed: Capacity;
  /**
   * Sentences that describe the expected availability, its assumptions, and what it does not include. Omitted if there are
   * no assumptions about failures.
   */
  availability?: readonly string[];
}
