import { z } from "@hono/zod-openapi";
import { CniCreate } from "../../cni/schemas/cni";
import { isPrivate, isUsable } from "../interface-address";
import { HealthCheck, SavedHealthCheck } from "./health-check";

const { customer_asn, extra_prefixes, md5_key } = CniCreate.shape.bgp.unwrap().shape;

export const TunnelBgp = z
  .object({
    customer_asn,
    extra_prefixes: extra_prefixes.optional(),
    md5_key: md5_key.unwrap().unwrap().optional(),
    import_filter_id: z.string().optional(),
    export_filter_id: z.string().optional(),
  })
  .openapi("MagicTunnelBgp");

const named = {
  name: z
    .string()
    .max(15, "must have 15 characters or fewer")
    .regex(/^[\w.-]+$/, "must consist of letters, digits and . _ -")
    .openapi({ description: "Unique among the tunnels and interconnects of the account" }),
  interface_address: z
    .cidrv4()
    .regex(/\/3[01]$/, "must be a /30 or a /31")
    .refine(isPrivate, "must be in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16")
    .refine(isUsable, "must not be the first or the last address of a /30")
    .openapi({ format: "A.B.C.D/N", description: "Cloudflare's end of the link" }),
};

const described = {
  description: z.string(),
  interface_address6: z.cidrv6().regex(/\/127$/, "must be a /127"),
  automatic_return_routing: z.boolean(),
};

/** Required fields of a request for any tunnel. */
export const requiredOfTunnel = named;

/** Optional fields of a request for any tunnel. Terraform's provider sends null for a removed field. */
export const optionalOfTunnel = {
  description: described.description.nullish(),
  interface_address6: described.interface_address6.nullish(),
  automatic_return_routing: described.automatic_return_routing.nullish(),
  health_check: HealthCheck.nullish(),
};

const timed = { created_on: z.iso.datetime(), modified_on: z.iso.datetime() };

/** Fields of any tunnel in a response. */
export const returnedOfTunnel = {
  id: z.string(),
  ...named,
  description: described.description.optional(),
  interface_address6: described.interface_address6.optional(),
  automatic_return_routing: described.automatic_return_routing.optional(),
  health_check: HealthCheck.optional(),
  bgp: TunnelBgp.optional(),
  created_on: timed.created_on.optional(),
  modified_on: timed.modified_on.optional(),
};

/** Fields of any stored tunnel. */
export const storedOfTunnel = {
  id: z.string(),
  ...named,
  description: described.description.default(""),
  interface_address6: described.interface_address6.optional(),
  automatic_return_routing: described.automatic_return_routing.default(false),
  health_check: SavedHealthCheck,
  bgp: TunnelBgp.optional(),
  ...timed,
};
const StoredTunnel = z.object(storedOfTunnel);
export type StoredTunnel = z.infer<typeof StoredTunnel>;
