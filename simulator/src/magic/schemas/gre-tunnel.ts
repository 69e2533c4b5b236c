import { z } from "@hono/zod-openapi";
import { AccountPath } from "../../cni/schemas/common";
import {
  optionalOfTunnel,
  requiredOfTunnel,
  returnedOfTunnel,
  storedOfTunnel,
  TunnelBgp,
} from "./tunnel";

const endpoints = {
  cloudflare_gre_endpoint: z.ipv4().openapi({ format: "ipv4" }),
  customer_gre_endpoint: z.ipv4().openapi({ format: "ipv4" }),
};
// A GRE header and an outer IPv4 header take 24 of 1,500 bytes.
const mtu = z.int().min(576).max(1476);
const ttl = z.int().min(1).max(255);

export const GreTunnelUpdate = z
  .object({
    ...requiredOfTunnel,
    ...endpoints,
    ...optionalOfTunnel,
    mtu: mtu.nullish(),
    ttl: ttl.nullish(),
  })
  .openapi("MagicGreTunnelUpdate");
export type GreTunnelUpdate = z.infer<typeof GreTunnelUpdate>;

export const GreTunnelRequest = GreTunnelUpdate.extend({
  bgp: TunnelBgp.nullish().openapi({ description: "Only on creation" }),
}).openapi("MagicGreTunnelRequest");
export type GreTunnelRequest = z.infer<typeof GreTunnelRequest>;

export const GreTunnel = z
  .object({ ...returnedOfTunnel, ...endpoints, mtu: mtu.optional(), ttl: ttl.optional() })
  .openapi("MagicGreTunnel");
export type GreTunnel = z.infer<typeof GreTunnel>;

export const StoredGreTunnel = z.object({
  ...storedOfTunnel,
  ...endpoints,
  mtu: mtu.default(1476),
  ttl: ttl.default(64),
});
export type StoredGreTunnel = z.infer<typeof StoredGreTunnel>;

export const GreTunnelPath = AccountPath.extend({ gre_tunnel_id: z.string() });
