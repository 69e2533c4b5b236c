/**
 * Cloudflare Network Interconnect (CNI) for Pulumi.
 *
 * @module
 */
export type { GroupPortArgs, GroupSessionArgs, InterconnectGroupArgs } from "./group/args";
export { type GroupCapacity, InterconnectGroup } from "./group/interconnect-group";
export { type PortsForArgs, portsFor } from "./group/presets";
export {
  type GetCniArgs,
  type GetCniBgpResult,
  type GetCniResult,
  type GetCniSettingsArgs,
  type GetCniSettingsResult,
  type GetCnisArgs,
  getCni,
  getCniOutput,
  getCniSettings,
  getCniSettingsOutput,
  getCnis,
  getCnisOutput,
} from "./lookups/cnis";
export {
  type GetInterconnectArgs,
  type GetInterconnectResult,
  type GetInterconnectsArgs,
  getInterconnect,
  getInterconnectOutput,
  getInterconnectStatus,
  getInterconnectStatusOutput,
  getInterconnects,
  getInterconnectsOutput,
} from "./lookups/interconnects";
export {
  type GetLetterOfAuthorizationArgs,
  type GetLetterOfAuthorizationResult,
  getLetterOfAuthorization,
  getLetterOfAuthorizationOutput,
  type LetterOfAuthorization,
} from "./lookups/letter-of-authorization";
export type { AccountArgs, Inputs } from "./lookups/look-up";
export { LookupError } from "./lookups/lookup-error";
export {
  type GetMagicInterconnectResult,
  type GetMagicInterconnectsArgs,
  getMagicInterconnects,
  getMagicInterconnectsOutput,
} from "./lookups/magic-interconnects";
export {
  type GetSlotArgs,
  type GetSlotResult,
  type GetSlotsArgs,
  getSlot,
  getSlotOutput,
  getSlots,
  getSlotsOutput,
} from "./lookups/slots";
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
export {
  type BgpFiltersArgs,
  type HealthCheckArgs,
  MagicInterconnect,
  type MagicInterconnectArgs,
} from "./resources/magic-interconnect";
export type {
  Bandwidth,
  BgpMode,
  Facility,
  InterconnectType,
  LinkState,
  LinkStatus,
  Speed,
} from "./resources/values";
export {
  type RouterConfigArgs,
  type RouterPlatform,
  type RouterSession,
  routerConfig,
} from "./router";
export { UserError } from "./user-error";
