import { z } from "zod";
import { Cni } from "../cni/schemas/cni";
import { parseDuration } from "../duration";

const Duration = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms === undefined) {
    context.addIssue({ code: "custom", message: "is not a duration such as 30s, 10m or 14d" });
    return z.NEVER;
  }
  return ms;
});

export const ClockAdvance = z.strictObject({ advance: Duration });

export const PlanSteps = z.array(
  z.strictObject({
    /** Simulator time after the plan is set. */
    after: Duration,
    /** Any text: the API may come to report states that nobody has seen. */
    state: z.string(),
    reason: z.string().optional(),
  }),
);
export type PlanSteps = z.input<typeof PlanSteps>;

export const OutageRequest = z.strictObject({
  facility: z.string().optional(),
  device: z.string().optional(),
  site: z.string().optional(),
  reason: z.string().default("Simulated outage"),
  state: z.enum(["Down", "Unhealthy"]).default("Down"),
});
export type OutageRequest = z.input<typeof OutageRequest>;

const CannedAnswer = z.strictObject({
  status: z.int().min(200).max(599),
  headers: z.record(z.string(), z.string()).optional(),
  /** Text is sent as it is, anything else as JSON. */
  body: z.unknown().optional(),
});

const PathPattern = z.string().transform((source, context) => {
  try {
    return new RegExp(source);
  } catch {
    context.addIssue({ code: "custom", message: "is not a regular expression" });
    return z.NEVER;
  }
});

export const FaultRequest = z.strictObject({
  method: z.string().toUpperCase().optional(),
  /** Regular expression on the path after `/accounts/{account_id}`. */
  path: PathPattern.optional(),
  times: z.int().min(1).default(1),
  /** Whether the request is carried out although its answer is lost, replaced or late. */
  effect: z.enum(["none", "applied"]).default("none"),
  respond: z.union([
    CannedAnswer,
    /** The connection is closed without an answer. */
    z.strictObject({ drop: z.literal(true) }),
    /** Real time that the caller waits: for the work with "none", for the answer with "applied". */
    z.strictObject({ delay: Duration }),
  ]),
});
export type FaultRequest = z.input<typeof FaultRequest>;
export type Fault = z.output<typeof FaultRequest>;
export type CannedAnswer = z.output<typeof CannedAnswer>;

/** The fields to edit; null takes an optional one away. */
export const CniChanges = z
  .strictObject({
    ...Cni.omit({ id: true, magic: true, bgp: true, bgp_mode: true }).shape,
    magic: Cni.shape.magic.partial(),
    bgp: Cni.shape.bgp.nullable(),
    bgp_mode: Cni.shape.bgp_mode.nullable(),
  })
  .partial();
export type CniChanges = z.input<typeof CniChanges>;
