import { z } from "zod";
import { DurationText, Respond } from "./respond";

function isPattern(source: string): boolean {
  try {
    return new RegExp(source) !== undefined;
  } catch {
    return false;
  }
}

/** Which requests, in any account. */
const Which = {
  method: z.string().optional(),
  /** Regular expression on the path after `/accounts/{account_id}`. */
  path: z.string().refine(isPattern, "is not a regular expression").optional(),
};

/** A fault with everything spelt out. */
export const PlainFault = z.strictObject({
  ...Which,
  /** Only requests on this account, and not on every one. */
  account: z.string().optional(),
  /** Requests to spoil: 1, or all that come where `probability` or `duration` is given. */
  times: z.int().min(1).optional(),
  /** How likely each request that fits is spoilt. */
  probability: z.number().gt(0).max(1).optional(),
  /** What the dice begin with; the same seed gives the same sequence. */
  seed: z.int().optional(),
  /** Simulator time until it ends by itself, from now or from the moment it wakes. */
  duration: DurationText.optional(),
  /** It sleeps until so many requests like this, 1 unless told, are over. */
  after: z.strictObject({ ...Which, times: z.int().min(1).optional() }).optional(),
  /** Whether the request is carried out although its answer is lost, replaced or late. */
  effect: z.enum(["none", "applied"]).optional(),
  respond: Respond,
});
export type PlainFault = z.output<typeof PlainFault>;
