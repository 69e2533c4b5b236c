import { z } from "@hono/zod-openapi";
import {
  AccountPath,
  AccountTag,
  FacilityInfo,
  PageQuery,
  pageOf,
  textQuery,
  uuid,
} from "./common";

export const Bandwidth = z
  .enum(["50M", "100M", "200M", "300M", "400M", "500M", "1G", "2G", "5G", "10G", "20G", "50G"])
  .openapi("Bandwidth");

const DirectOrder = z
  .object({
    type: z.literal("direct"),
    account: AccountTag,
    slot_id: uuid(),
    speed: z.string().nullable().optional(),
  })
  .openapi("DirectOrder");

const GcpPartnerOrder = z
  .object({
    type: z.literal("gcp_partner"),
    account: AccountTag,
    bandwidth: Bandwidth,
    pairing_key: z.string().openapi({ description: "Pairing key of the VLAN attachment" }),
  })
  .openapi("GcpPartnerOrder");

export const InterconnectCreate = z
  .discriminatedUnion("type", [DirectOrder, GcpPartnerOrder])
  .openapi("InterconnectCreate");
export type DirectOrder = z.infer<typeof DirectOrder>;
export type GcpPartnerOrder = z.infer<typeof GcpPartnerOrder>;

const shared = {
  account: AccountTag,
  name: z.string(),
  owner: z.string().optional(),
  virtual_port_reservation_id: uuid(),
};

const DirectInterconnect = z
  .object({
    ...shared,
    type: z.literal("direct"),
    slot_id: uuid(),
    site: z.string(),
    facility: FacilityInfo,
    speed: z.string(),
    ccr_device_name: z.string().nullable().optional(),
  })
  .openapi("DirectInterconnect");

const GcpPartnerInterconnect = z
  .object({
    ...shared,
    type: z.literal("gcp_partner"),
    region: z.string(),
    speed: Bandwidth.optional(),
  })
  .openapi("GcpPartnerInterconnect");

export const Interconnect = z
  .discriminatedUnion("type", [DirectInterconnect, GcpPartnerInterconnect])
  .openapi("Interconnect");
export type Interconnect = z.infer<typeof Interconnect>;

export const InterconnectList = pageOf(Interconnect).openapi("InterconnectList");

export const InterconnectPath = AccountPath.extend({
  icon: z.string().openapi({ description: "Name of the interconnect" }),
});

export const InterconnectQuery = PageQuery.extend({
  site: textQuery("Only interconnects at this site"),
  type: textQuery("Only interconnects of this type"),
});

export const LoaQuery = z.object({
  name: z
    .string()
    .max(200)
    .optional()
    .openapi({ description: "Party named in place of the account" }),
});
