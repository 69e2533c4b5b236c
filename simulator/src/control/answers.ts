import { z } from "zod";
import { Cni } from "../cni/schemas/cni";
import { Interconnect } from "../cni/schemas/interconnect";
import { Settings } from "../cni/schemas/settings";

export const ClockReading = z.object({
  /** Simulator time, ISO 8601. */
  now: z.string(),
  /** Milliseconds by which it is ahead of real time. */
  offset: z.number(),
});
export type ClockReading = z.infer<typeof ClockReading>;

const PortStatus = z.object({ state: z.string(), reason: z.string().nullish() });

export const Outage = z.object({
  id: z.string(),
  facility: z.string().optional(),
  device: z.string().optional(),
  site: z.string().optional(),
  state: z.enum(["Down", "Unhealthy"]),
  reason: z.string(),
});
export type Outage = z.infer<typeof Outage>;

export const SimulatedState = z.object({
  clock: ClockReading,
  interconnects: z.array(Interconnect),
  /** What each interconnect reports now, by its name. */
  statuses: z.record(z.string(), PortStatus),
  cnis: z.array(Cni),
  /** The id of each CNI's tunnel, by the id of the CNI. */
  tunnels: z.record(z.string(), z.string()),
  settings: Settings,
  /** Ids of the slots that are taken. */
  occupiedSlots: z.array(z.string()),
  outages: z.array(Outage),
});
export type SimulatedState = z.infer<typeof SimulatedState>;

export const RequestList = z.object({
  items: z.array(
    z.object({
      method: z.string(),
      path: z.string(),
      /** Without the question mark. */
      query: z.string(),
      /** Simulator time, ISO 8601. */
      at: z.string(),
      /** null while there is no answer. */
      status: z.number().nullable(),
    }),
  ),
});
export type SimulatedRequest = z.infer<typeof RequestList>["items"][number];

export const Created = z.object({ id: z.string() });

export const Failure = z.object({ error: z.string() });
