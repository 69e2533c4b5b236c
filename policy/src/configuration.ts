import type {
  Backup,
  Demand,
  Intent,
  MaintenanceNotification,
} from "pulumi-cloudflare-cni/topology";
import { BLOCKER_TYPES } from "pulumi-cloudflare-cni/topology";
import { z } from "zod";

/** Configuration of the policy for ports outside groups. */
export interface Configuration {
  intent: Intent;
  demand: Demand;
  backup: Backup | undefined;
  maintenanceNotification?: MaintenanceNotification[] | undefined;
}

const schema = z.object({
  intent: z
    .enum(["single", "device-diverse", "site-diverse", "site-and-device-diverse"])
    .default("single"),
  demandToCustomer: z.number().optional(),
  demandToCloudflare: z.number().optional(),
  backup: z.enum(["internet", "tunnel", "none"]).optional(),
  backupReason: z.string().default(""),
  maintenanceNotification: z
    .array(
      z.object({
        alertType: z.enum(["cni_maintenance_notification", "maintenance_event_notification"]),
        airportCodes: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  ignore: z.array(z.enum(BLOCKER_TYPES)).default([]),
});

export function parseConfiguration(input: unknown) {
  const { demandToCustomer, demandToCloudflare, backup, backupReason, ...rest } = schema.parse(
    input ?? {},
  );
  return {
    ...rest,
    demand: { toCustomer: demandToCustomer, toCloudflare: demandToCloudflare },
    backup: backup === "none" ? { kind: backup, reason: backupReason } : backup && { kind: backup },
  };
}
