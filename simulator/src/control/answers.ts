import { z } from "zod";
import { SlotInfo } from "../cni/schemas/slot";
import { MaintenanceWindow, Outage } from "../state/schema";

export const RequestList = z.object({
  items: z.array(
    z.object({
      method: z.string(),
      path: z.string(),
      /** Without the question mark. */
      query: z.string(),
      /** Simulator time, ISO 8601. */
      at: z.string(),
      /** null while there is no answer, and for ever where there never was one. */
      status: z.number().nullable(),
    }),
  ),
});
export type SimulatedRequest = z.output<typeof RequestList>["items"][number];

/** A slot, with who has it: an account, or null for a customer that is not simulated. */
export const SlotList = z.object({
  items: z.array(SlotInfo.extend({ account: z.string().nullable().optional() })),
});
export type SimulatedSlot = z.output<typeof SlotList>["items"][number];

export const OutageList = z.object({ items: z.array(Outage) });

export const MaintenanceList = z.object({ items: z.array(MaintenanceWindow) });

export const FaultList = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      /** As it was given. */
      fault: z.unknown(),
      /** Requests that it will still spoil; null for all that come. */
      left: z.number().nullable(),
      /** Requests that it has spoilt. */
      hits: z.number(),
      /** Requests that it still waits for before it begins. */
      wakesAfter: z.number(),
      /** When it ends by itself, ISO 8601. */
      until: z.string().nullable(),
    }),
  ),
});
export type FaultInForce = z.output<typeof FaultList>["items"][number];

export const RateLimitStatus = z.object({
  enabled: z.boolean(),
  /** How many are allowed in a window. */
  requests: z.number(),
  /** Milliseconds. */
  window: z.number(),
  users: z.array(
    z.object({
      /** A hash that tells credentials apart and nothing else. */
      user: z.string(),
      remaining: z.number(),
      until: z.string(),
      blocked: z.boolean(),
    }),
  ),
});
export type RateLimitStatus = z.output<typeof RateLimitStatus>;

export const Created = z.object({ id: z.string() });

export const Failure = z.object({ error: z.string() });
