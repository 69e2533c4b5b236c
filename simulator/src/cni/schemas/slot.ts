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

export const SlotInfo = z
  .object({
    id: uuid(),
    occupied: z.boolean().openapi({ description: "Whether an interconnect occupies the slot" }),
    site: z.string(),
    speed: z.string(),
    facility: FacilityInfo,
    account: AccountTag.optional(),
    ccr_device_name: z.string().nullable().optional(),
  })
  .openapi("SlotInfo");
export type SlotInfo = z.infer<typeof SlotInfo>;

export const SlotList = pageOf(SlotInfo).openapi("SlotList");

export const SlotPath = AccountPath.extend({ slot: uuid() });

export const SlotQuery = PageQuery.extend({
  address_contains: textQuery("Only slots with this text in their address"),
  site: textQuery("Only slots at this site"),
  speed: textQuery("Only slots of this speed"),
  // Coercion would turn the string "false" into true.
  occupied: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional()
    .openapi({ type: "boolean", description: "Only occupied slots, or only free ones" }),
});
