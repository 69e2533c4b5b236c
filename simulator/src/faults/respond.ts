import { z } from "zod";
import { parseDuration } from "../duration";

/** Duration such as `30s`. The schema keeps the text, so that a fault is listed as requested. */
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
  headers: z
    .record(z.string(), z.string())
    .refine(areHeaders, "must be valid HTTP headers")
    .optional(),
  /** A string is sent as is, anything else as JSON. */
  body: z.unknown().optional(),
});
export type CannedAnswer = z.output<typeof CannedAnswer>;

/** Edits to fields, addressed by dotted path. `*` matches every element of an array, as in `items.*.speed`. */
const Edit = z.strictObject({
  /** Adds or replaces fields. null is a value like any other. */
  set: z.record(z.string(), z.unknown()).optional(),
  /** Replaces fields that exist. */
  replace: z.record(z.string(), z.unknown()).optional(),
  remove: z.array(z.string()).optional(),
});
export type Edit = z.output<typeof Edit>;

/** Effect of a fault on a request. With truncate, edit, garble and occupySlot, the request is always carried out. */
export const Respond = z.union(
  [
    CannedAnswer,
    /** Closes the connection without a response. */
    z.strictObject({ drop: z.literal(true) }),
    /** Resets the TCP connection without a response. */
    z.strictObject({ reset: z.literal(true) }),
    /** Sends no response for as long as the caller waits. */
    z.strictObject({ stall: z.literal(true) }),
    /** Simulator time to wait. The wait precedes the request with effect "none" and follows it with "applied". */
    z.strictObject({ delay: DurationText }),
    /** Sends the Content-Length of the whole response but only this fraction of its body, then disconnects. */
    z.strictObject({ truncate: z.number().min(0).max(1) }),
    /** Changes fields of the real response. A response that is not JSON stays unchanged. */
    z.strictObject({ edit: Edit }),
    /** Cuts the body of the real response in half, with a matching Content-Length. */
    z.strictObject({ garble: z.literal(true) }),
    /** Makes another customer occupy the slot that the order names, just before the order is carried out. */
    z.strictObject({ occupySlot: z.literal(true) }),
  ],
  {
    error:
      "must be one of status, drop, reset, stall, delay, truncate, edit, garble and occupySlot",
  },
);
export type Respond = z.output<typeof Respond>;

/** Whether the fault works only if the request is carried out. */
export function requiresExecution(respond: Respond): boolean {
  return ["truncate", "edit", "garble", "occupySlot"].some((way) => way in respond);
}
