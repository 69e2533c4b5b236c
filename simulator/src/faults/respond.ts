import { z } from "zod";
import { parseDuration } from "../duration";

/** A text such as `30s`; kept as text, so that a fault reads the same when it is shown. */
export const DurationText = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, "is not a duration such as 30s, 10m or 14d");

function areHeaders(record: Record<string, string>): boolean {
  try {
    return new Headers(record) !== undefined;
  } catch {
    return false;
  }
}

const CannedAnswer = z.strictObject({
  status: z.int().min(200).max(599),
  headers: z.record(z.string(), z.string()).refine(areHeaders, "are not HTTP headers").optional(),
  /** Text is sent as it is, anything else as JSON. */
  body: z.unknown().optional(),
});
export type CannedAnswer = z.output<typeof CannedAnswer>;

/** Fields by their dotted path; `*` is every element of an array, as in `items.*.speed`. */
const Edit = z.strictObject({
  /** Adds a field or replaces it; null is a value like any other. */
  set: z.record(z.string(), z.unknown()).optional(),
  /** Replaces a field where there is one. */
  replace: z.record(z.string(), z.unknown()).optional(),
  remove: z.array(z.string()).optional(),
});
export type Edit = z.output<typeof Edit>;

/** How a request is spoilt. With the last four it is carried out in any case. */
export const Respond = z.union(
  [
    CannedAnswer,
    /** The connection is closed without an answer. */
    z.strictObject({ drop: z.literal(true) }),
    /** The same, by TCP reset. */
    z.strictObject({ reset: z.literal(true) }),
    /** There is no answer for as long as the caller waits. */
    z.strictObject({ stall: z.literal(true) }),
    /** Simulator time to wait: for the work with "none", for its answer with "applied". */
    z.strictObject({ delay: DurationText }),
    /** Content-Length is of the whole answer; this share of it comes, and the connection closes. */
    z.strictObject({ truncate: z.number().min(0).max(1) }),
    /** The real answer with other fields; one that is not JSON stays as it is. */
    z.strictObject({ edit: Edit }),
    /** The real answer ends in the middle, with a Content-Length to match. */
    z.strictObject({ garble: z.literal(true) }),
    /** Another customer takes the slot that the order names just before the order is carried out. */
    z.strictObject({ occupySlot: z.literal(true) }),
  ],
  { error: "is none of status, drop, reset, stall, delay, truncate, edit, garble and occupySlot" },
);
export type Respond = z.output<typeof Respond>;

/** Whether there is nothing to spoil unless the request is carried out. */
export function needsTheWork(respond: Respond): boolean {
  return ["truncate", "edit", "garble", "occupySlot"].some((way) => way in respond);
}
