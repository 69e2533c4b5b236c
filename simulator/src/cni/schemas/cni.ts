import { z } from "@hono/zod-openapi";
import { AccountPath, AccountTag, asn, int32, PageQuery, pageOf, textQuery, uuid } from "./common";

const BgpControl = z
  .object({
    customer_asn: asn(1).openapi({ description: "ASN of the customer's end" }),
    extra_prefixes: z.array(z.cidrv4().openapi({ format: "A.B.C.D/N" })).openapi({
      description: "Prefixes to advertise to the customer in addition to the Magic routes",
    }),
    md5_key: z
      .string()
      // Printable ASCII except the quotation mark and the question mark.
      .regex(/^[\x20\x21\x23-\x3E\x40-\x7E]+$/, "has a character that an MD5 key may not have")
      .nullable()
      .optional()
      .openapi({ description: "Not treated as a secret: it is returned when read" }),
  })
  .openapi("BgpControl");

const MagicSettings = z
  .object({ conduit_name: z.string(), description: z.string(), mtu: int32() })
  .openapi("MagicSettings");

export const BgpMode = z.enum(["dynamic_route_exchange", "advertise_only"]).openapi("BgpMode");

export const CniCreate = z
  .object({
    account: AccountTag,
    interconnect: z.string(),
    magic: MagicSettings,
    bgp: BgpControl.optional(),
  })
  .openapi("CniCreate");
export type CniCreate = z.infer<typeof CniCreate>;

export const Cni = z
  .object({
    id: uuid(),
    account: AccountTag,
    interconnect: z.string().openapi({ description: "Name of the interconnect that carries it" }),
    p2p_ip: z
      .cidrv4()
      .openapi({ format: "A.B.C.D/N", description: "Cloudflare's end of the link" }),
    cust_ip: z
      .cidrv4()
      .openapi({ format: "A.B.C.D/N", description: "The customer's end of the link" }),
    magic: MagicSettings,
    bgp: BgpControl.optional(),
    bgp_mode: BgpMode.optional(),
  })
  .openapi("Cni");
export type Cni = z.infer<typeof Cni>;

export const CniList = pageOf(Cni).openapi("CniList");

export const CniPath = AccountPath.extend({ cni: uuid() });

export const CniQuery = PageQuery.extend({
  slot: textQuery("Only CNIs on the interconnect in this slot"),
  tunnel_id: textQuery("Only the CNI of this tunnel"),
});
