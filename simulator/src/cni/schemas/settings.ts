import { z } from "@hono/zod-openapi";
import { asn } from "./common";

export const Settings = z.object({ default_asn: asn(0) }).openapi("Settings");
export type Settings = z.infer<typeof Settings>;

export const SettingsRequest = z
  .object({ default_asn: asn(0).nullable().optional() })
  .openapi("SettingsRequest");
export type SettingsRequest = z.infer<typeof SettingsRequest>;
