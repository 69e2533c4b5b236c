import { z } from "zod";
import { Cni } from "../cni/schemas/cni";
import { SettingsRequest } from "../cni/schemas/settings";
import { parseDuration } from "../duration";

export const Duration = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms === undefined) {
    context.addIssue({ code: "custom", message: "is not a duration such as 30s, 10m or 14d" });
    return z.NEVER;
  }
  return ms;
});

/** Moves the clock on, or has it run or stand. */
export const ClockRequest = z.strictObject({
  advance: Duration.optional(),
  mode: z.enum(["real", "virtual"]).optional(),
});
export type ClockRequest = z.input<typeof ClockRequest>;

const Steps = z.array(
  z.strictObject({
    /** Simulator time after the plan is set. */
    after: Duration,
    /** Any text: the API may come to report states that nobody has seen. */
    state: z.string(),
    reason: z.string().optional(),
  }),
);

const RepeatedSteps = z.strictObject({
  steps: Steps,
  /** Simulator time after which the steps begin again. */
  repeatEvery: Duration.refine((ms) => ms > 0, "must be longer than no time").optional(),
});

/** What a port does: steps, or steps that begin again after a while. */
export type PlanRequest = z.input<typeof Steps> | z.input<typeof RepeatedSteps>;
export const PlanRequest = z.preprocess(
  (plan) => (Array.isArray(plan) ? { steps: plan } : plan),
  RepeatedSteps,
);

export const OutageRequest = z.strictObject({
  facility: z.string().optional(),
  device: z.string().optional(),
  site: z.string().optional(),
  reason: z.string().default("Simulated outage"),
  state: z.enum(["Down", "Unhealthy"]).default("Down"),
});
export type OutageRequest = z.input<typeof OutageRequest>;

export const MaintenanceRequest = z.strictObject({
  site: z.string(),
  /** One device; every device of the site in turn when neither this nor `whole` is given. */
  device: z.string().optional(),
  /** The whole site at once. */
  whole: z.boolean().optional(),
  /** When it begins, ISO 8601; as early as the rules allow unless given. */
  from: z.iso
    .datetime()
    .transform((text) => Date.parse(text))
    .optional(),
  duration: Duration.default(6 * 3_600_000),
  /** Without notice, and without the distance between two devices. */
  emergency: z.boolean().optional(),
});
export type MaintenanceRequest = z.input<typeof MaintenanceRequest>;

/** The fields to edit, to whatever: the API has more in store than is documented. */
export const InterconnectChanges = z.record(z.string(), z.unknown());
export type InterconnectChanges = z.input<typeof InterconnectChanges>;

/** The fields to edit; null takes an optional one away. */
export const CniChanges = z
  .strictObject({
    ...Cni.omit({ id: true, account: true, magic: true, bgp: true, bgp_mode: true }).shape,
    magic: Cni.shape.magic.partial(),
    bgp: Cni.shape.bgp.nullable(),
    bgp_mode: Cni.shape.bgp_mode.nullable(),
  })
  .partial();
export type CniChanges = z.input<typeof CniChanges>;

/** Settings of the first account, unless another one is named. */
export const SettingsChanges = SettingsRequest.extend({ account: z.string().optional() });
export type SettingsChanges = z.input<typeof SettingsChanges>;

/** Whether another customer has the slot. */
export const SlotChange = z.strictObject({ occupied: z.boolean() });

/** Some of the switches; which there are is checked when they are put with the others. */
export const BehaviourRequest = z.record(z.string(), z.unknown());
