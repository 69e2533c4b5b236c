import { z } from "@hono/zod-openapi";
import { AccountPath } from "../../cni/schemas/common";
import {
  optionalOfTunnel,
  requiredOfTunnel,
  returnedOfTunnel,
  storedOfTunnel,
  TunnelBgp,
} from "./tunnel";

const cloudflare_endpoint = z.ipv4().openapi({ format: "ipv4" });
const customer_endpoint = z.ipv4().openapi({ format: "ipv4" });
const custom_remote_identities = z
  .object({ fqdn_id: z.string().optional() })
  .openapi("MagicRemoteIdentities");
const psk_metadata = z
  .object({ last_generated_on: z.iso.datetime().optional() })
  .openapi("MagicPskMetadata");

export const IpsecTunnelRequest = z
  .object({
    ...requiredOfTunnel,
    cloudflare_endpoint,
    ...optionalOfTunnel,
    customer_endpoint: customer_endpoint.nullish(),
    custom_remote_identities: custom_remote_identities.nullish(),
    replay_protection: z.boolean().nullish(),
    bgp: TunnelBgp.nullish(),
    psk: z.string().min(1).nullish().openapi({ description: "Never returned" }),
  })
  .openapi("MagicIpsecTunnelRequest");
export type IpsecTunnelRequest = z.infer<typeof IpsecTunnelRequest>;

export const IpsecTunnel = z
  .object({
    ...returnedOfTunnel,
    cloudflare_endpoint,
    customer_endpoint: customer_endpoint.optional(),
    custom_remote_identities: custom_remote_identities.optional(),
    replay_protection: z.boolean().optional(),
    allow_null_cipher: z.boolean().optional(),
    psk_metadata: psk_metadata.optional(),
  })
  .openapi("MagicIpsecTunnel");
export type IpsecTunnel = z.infer<typeof IpsecTunnel>;

/** Stored IPsec tunnel. The pre-shared key is not stored, because nothing ever reads it. */
export const StoredIpsecTunnel = z.object({
  ...storedOfTunnel,
  cloudflare_endpoint,
  customer_endpoint: customer_endpoint.optional(),
  custom_remote_identities: custom_remote_identities.optional(),
  replay_protection: z.boolean().default(false),
  allow_null_cipher: z.boolean().default(false),
  psk_metadata: psk_metadata.optional(),
});
export type StoredIpsecTunnel = z.infer<typeof StoredIpsecTunnel>;

export const IpsecTunnelPath = AccountPath.extend({ ipsec_tunnel_id: z.string() });
