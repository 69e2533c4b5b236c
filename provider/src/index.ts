/**
 * Cloudflare Network Interconnect (CNI) for Pulumi.
 *
 * @module
 */
export { CloudflareAccount, type CloudflareAccountArgs } from "./resources/cloudflare-account";
export {
  type BgpArgs,
  CniBgpSession,
  type CniBgpSessionArgs,
  type MagicArgs,
} from "./resources/cni-bgp-session";
export { CniSettings, type CniSettingsArgs } from "./resources/cni-settings";
export { Interconnect, type InterconnectArgs, type SlotArgs } from "./resources/interconnect";
export type { InterconnectReference } from "./resources/interconnect-link";
export { InterconnectReady, type InterconnectReadyArgs } from "./resources/interconnect-ready";
export type { LookupState } from "./resources/lookup";
export type {
  Bandwidth,
  BgpMode,
  Facility,
  InterconnectType,
  LinkState,
  LinkStatus,
  Speed,
} from "./resources/values";
