import { z } from "zod";
import { Cni } from "../cni/schemas/cni";
import { SettingsRequest } from "../cni/schemas/settings";
import { parseDuration } from "../duration";
import { assumedDuration } from "../network/maintenance";

export const Duration = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms === undefined) {
    context.addIssue({ code: "custom", message: "is not a duration such as 30s, 10m or 14d" });
    return z.NEVER;
  }
  return ms;
});

/** Clock change: advances the clock, switches its mode, or both. */
export const ClockRequest = z.strictObject({
  advance: Duration.optional(),
  mode: z.enum(["real", "virtual"]).optional(),
});
export type ClockRequest = z.input<typeof ClockRequest>;

const Steps = z.array(
  z.strictObject({
    /** Simulator time between setting the plan and this step. */
    after: Duration,
    /** Link state. Any string is accepted, because the API may report undocumented states. */
    state: z.string(),
    reason: z.string().optional(),
  }),
);

const RepeatedSteps = z.strictObject({
  steps: Steps,
  /** Simulator time after which the steps start over. */
  repeatEvery: Duration.refine((ms) => ms > 0, "must be longer than 0").optional(),
});

/** Link states that an interconnect reports: a list of steps, or steps that repeat. */
export type PlanRequest = z.input<typeof Steps> | z.input<typeof RepeatedSteps>;
export const PlanRequest = z.preprocess(
  (plan) => (Array.isArray(plan) ? { steps: plan } : plan),
  RepeatedSteps,
);

export const OutageRequest = z.strictObject({
  facility: z.string().optional(),
  device: z.string().optional(),
  site: z.string().optional(),
  /** Name of a tunnel or a session. Its packets are lost, but no port reports it. */
  tunnel: z.string().optional(),
  reason: z.string().default("Simulated outage"),
  state: z.enum(["Down", "Unhealthy"]).default("Down"),
});
export type OutageRequest = z.input<typeof OutageRequest>;

export const MaintenanceRequest = z.strictObject({
  site: z.string(),
  /** Name of one device. By default, the maintenance covers every device of the site, one after another. */
  device: z.string().optional(),
  /** Whether the maintenance covers the whole site at once. */
  whole: z.boolean().optional(),
  /** Start, ISO 8601. Defaults to the earliest time that the rules allow. */
  from: z.iso
    .datetime()
    .transform((text) => Date.parse(text))
    .optional(),
  duration: Duration.default(assumedDuration),
  /** Skips the notice period and the gap between two devices. */
  emergency: z.boolean().optional(),
});
export type MaintenanceRequest = z.input<typeof MaintenanceRequest>;

/** Fields to override. Any value is accepted, because the real API may return undocumented ones. */
export const InterconnectChanges = z.record(z.string(), z.unknown());
export type InterconnectChanges = z.input<typeof InterconnectChanges>;

/** Fields to edit. null removes an optional field. */
export const CniChanges = z
  .strictObject({
    ...Cni.omit({ id: true, account: true, magic: true, bgp: true, bgp_mode: true }).shape,
    magic: Cni.shape.magic.partial(),
    bgp: Cni.shape.bgp.nullable(),
    bgp_mode: Cni.shape.bgp_mode.nullable(),
  })
  .partial();
export type CniChanges = z.input<typeof CniChanges>;

/** Settings to change. `account` defaults to the first account. */
export const SettingsChanges = SettingsRequest.extend({ account: z.string().optional() });
export type SettingsChanges = z.input<typeof SettingsChanges>;

/** Whether another customer occupies the slot. */
export const SlotChange = z.strictObject({ occupied: z.boolean() });

/** Some of the behaviour switches. Names and values are checked when they are merged with the others. */
export const BehaviourRequest = z.record(z.string(), z.unknown());
