import { z } from "@hono/zod-openapi";
import { AccountPath, maxInt32 } from "../../cni/schemas/common";
import { flag } from "../../envelope/flag";
import { MagicBgp } from "./bgp";
import { HealthCheck } from "./health-check";

const Gre = z
  .object({ cloudflare_endpoint: z.string().optional() })
  .openapi("MagicGre", { description: "Not supported on version 2 interconnects" });

const editable = {
  name: z.string().min(1).openapi({ description: "Unique among the tunnels" }),
  description: z.string(),
  interface_address: z
    .cidrv4()
    .regex(/\/3[01]$/, "must be a /30 or a /31")
    .openapi({ format: "A.B.C.D/N", description: "Cloudflare's end of the link" }),
  interface_address6: z.cidrv6().regex(/\/127$/, "must be a /127"),
  mtu: z.int().min(576).max(maxInt32),
  gre: Gre,
  health_check: HealthCheck,
  bgp: MagicBgp,
  automatic_return_routing: z.boolean(),
};

export const MagicInterconnectUpdate = z
  .object(editable)
  .partial()
  .openapi("MagicInterconnectUpdate");
export type MagicInterconnectUpdate = z.infer<typeof MagicInterconnectUpdate>;

export const MagicInterconnect = z
  .object({
    id: z.string(),
    colo_name: z.string(),
    ...editable,
    version: z.enum(["1", "1.5", "2"]),
    virtual_port_reservation_id: z
      .string()
      .openapi({ description: "Reservation ID of the interconnect in /cni, without dashes" }),
    created_on: z.iso.datetime(),
    modified_on: z.iso.datetime(),
  })
  .partial()
  .openapi("MagicInterconnect");
export type MagicInterconnect = z.infer<typeof MagicInterconnect>;

const Item = MagicInterconnectUpdate.extend({ id: z.string() });

// The published schema describes only the ID in this body.
export const MagicInterconnectsUpdate = z.union([z.object({ interconnects: z.array(Item) }), Item]);

export const MagicInterconnectPath = AccountPath.extend({ cf_interconnect_id: z.string() });

export const TargetHeader = z.object({
  "x-magic-new-hc-target": flag("Whether the target of a health check is an object"),
});
