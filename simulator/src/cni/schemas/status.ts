import { z } from "@hono/zod-openapi";
import type { PortStatus } from "../../network/plan";

const reason = z
  .string()
  .nullable()
  .optional()
  .openapi({ description: "Diagnostic information, if there is any" });

/** Documented link states. The type is wider, because a plan can make a port report any state. */
export const StatusInfo: z.ZodType<PortStatus> = z
  .discriminatedUnion("state", [
    z.object({ state: z.literal("Pending") }).openapi("Pending"),
    z.object({ state: z.literal("Down"), reason }).openapi("Down"),
    z.object({ state: z.literal("Unhealthy"), reason }).openapi("Unhealthy"),
    z.object({ state: z.literal("Healthy") }).openapi("Healthy"),
  ])
  .openapi("StatusInfo");
