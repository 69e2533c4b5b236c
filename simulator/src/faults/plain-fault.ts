import { z } from "zod";
import { DurationText, Respond } from "./respond";

function isPattern(source: string): boolean {
  try {
    return new RegExp(source) !== undefined;
  } catch {
    return false;
  }
}

/** Criteria that select requests, regardless of their account. */
const Criteria = {
  method: z.string().optional(),
  /** Regular expression on the path after `/accounts/{account_id}`. */
  path: z.string().refine(isPattern, "is not a regular expression").optional(),
};

/** Fault that does not refer to a preset. */
export const PlainFault = z.strictObject({
  ...Criteria,
  /** Only requests for this account (default: every account). */
  account: z.string().optional(),
  /** Number of requests to hit. Defaults to 1, or to no limit if `probability` or `duration` is set. */
  times: z.int().min(1).optional(),
  /** Probability that a matching request is hit, above 0 and up to 1 (default: 1). */
  probability: z.number().gt(0).max(1).optional(),
  /** Seed of the random numbers for `probability`. The same seed gives the same sequence. */
  seed: z.int().optional(),
  /** Simulator time until the fault expires, counted from when it becomes active. */
  duration: DurationText.optional(),
  /** The fault becomes active after this many matching requests have ended (default: 1). */
  after: z.strictObject({ ...Criteria, times: z.int().min(1).optional() }).optional(),
  /** Whether the simulator carries out the request although its response is lost, replaced or delayed. */
  effect: z.enum(["none", "applied"]).optional(),
  respond: Respond,
});
export type PlainFault = z.output<typeof PlainFault>;
