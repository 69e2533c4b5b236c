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
      /** HTTP status; null if no response was sent, or not yet. */
      status: z.number().nullable(),
    }),
  ),
});
export type SimulatedRequest = z.output<typeof RequestList>["items"][number];

/** Slot with its occupant: the id of an account, or null for a customer that is not simulated. */
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
      /** The fault as requested. */
      fault: z.unknown(),
      /** Number of requests that the fault will still hit; null for no limit. */
      left: z.number().nullable(),
      /** Number of requests that the fault has hit. */
      hits: z.number(),
      /** Number of requests that must end before the fault becomes active; 0 once it is active. */
      wakesAfter: z.number(),
      /** When the fault expires, in simulator time, ISO 8601; null for never. */
      until: z.string().nullable(),
    }),
  ),
});
export type FaultInForce = z.output<typeof FaultList>["items"][number];

export const AccountHealth = z.object({
  tunnels: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(["cni", "gre", "ipsec"]),
      /** Health by the probes of its health check; null if the check is disabled. */
      health: z.enum(["healthy", "degraded", "down"]).nullable(),
      /** When this health began, in simulator time, ISO 8601; null if it never changed, or long ago. */
      since: z.string().nullable(),
      /** Priority that is added to the routes through the tunnel. */
      penalty: z.number(),
    }),
  ),
  routes: z.array(
    z.object({
      id: z.string(),
      prefix: z.string(),
      nexthop: z.string(),
      /** Name of the tunnel to which the nexthop belongs; null if there is none. */
      tunnel: z.string().nullable(),
      priority: z.number(),
      /** Priority plus the penalty of the tunnel. */
      effectivePriority: z.number(),
    }),
  ),
});
export type AccountHealth = z.output<typeof AccountHealth>;

export const RateLimitStatus = z.object({
  enabled: z.boolean(),
  /** Requests allowed in a window. */
  requests: z.number(),
  /** Length of the window, in milliseconds. */
  window: z.number(),
  users: z.array(
    z.object({
      /** Hash that identifies the credential without revealing it. */
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
