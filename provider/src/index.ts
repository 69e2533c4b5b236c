/**
 * Cloudflare Network Interconnect (CNI) for Pulumi.
 *
 * @module
 */

export {
  type Adopt,
  BackupKind,
  Bandwidth,
  BgpMode,
  type Facility,
  HealthCheckDirection,
  HealthCheckRate,
  HealthCheckType,
  Intent,
  InterconnectType,
  LinkState,
  type LinkStatus,
  MaintenanceAlert,
  type MaintenanceNotification,
  OnFailure,
  RouterPlatform,
  Speed,
  Steering,
  UseCase,
  WaitFor,
} from "./domain/values";
export type {
  GroupBackup,
  GroupBackupTunnel,
  GroupPortArgs,
  GroupPortBaseArgs,
  GroupRoute,
  GroupRouterConfigArgs,
  GroupSessionArgs,
  InterconnectGroupArgs,
  NotificationPolicy,
} from "./group/args";
export { type GroupCapacity, InterconnectGroup } from "./group/interconnect-group";
export { type PortsForArgs, portsFor } from "./group/presets";
export {
  type BgpArgs,
  CniBgpSession,
  type CniBgpSessionArgs,
  type CniBgpSessionState,
  type MagicArgs,
} from "./program/cni-bgp-session";
export { CniSettings, type CniSettingsArgs, type CniSettingsState } from "./program/cni-settings";
export {
  Interconnect,
  type InterconnectArgs,
  type InterconnectBaseArgs,
  type InterconnectByPairingKeyArgs,
  type InterconnectBySlotArgs,
  type InterconnectBySlotIdArgs,
  type InterconnectOrderArgs,
  type InterconnectState,
  type SlotArgs,
  type SlotBaseArgs,
} from "./program/interconnect";
export { InterconnectReady, type InterconnectReadyArgs } from "./program/interconnect-ready";
export type { InterconnectReference } from "./program/interconnect-reference";
export { LookupError } from "./program/lookup-error";
export {
  type GetCniArgs,
  type GetCniBgpResult,
  type GetCniOutputArgs,
  type GetCniResult,
  type GetCniSettingsArgs,
  type GetCniSettingsOutputArgs,
  type GetCniSettingsResult,
  type GetCnisArgs,
  type GetCnisOutputArgs,
  type GetCnisResult,
  getCni,
  getCniOutput,
  getCniSettings,
  getCniSettingsOutput,
  getCnis,
  getCnisOutput,
} from "./program/lookups/cnis";
export {
  type GetInterconnectArgs,
  type GetInterconnectOutputArgs,
  type GetInterconnectResult,
  type GetInterconnectsArgs,
  type GetInterconnectsOutputArgs,
  type GetInterconnectsResult,
  getInterconnect,
  getInterconnectOutput,
  getInterconnectStatus,
  getInterconnectStatusOutput,
  getInterconnects,
  getInterconnectsOutput,
} from "./program/lookups/interconnects";
export {
  type GetLetterOfAuthorizationArgs,
  type GetLetterOfAuthorizationOutputArgs,
  type GetLetterOfAuthorizationResult,
  getLetterOfAuthorization,
  getLetterOfAuthorizationOutput,
  type LetterOfAuthorization,
} from "./program/lookups/letter-of-authorization";
export type { AccountArgs } from "./program/lookups/look-up";
export {
  type GetMagicInterconnectResult,
  type GetMagicInterconnectsArgs,
  type GetMagicInterconnectsOutputArgs,
  type GetMagicInterconnectsResult,
  getMagicInterconnects,
  getMagicInterconnectsOutput,
} from "./program/lookups/magic-interconnects";
export {
  type GetSlotArgs,
  type GetSlotOutputArgs,
  type GetSlotResult,
  type GetSlotsArgs,
  type GetSlotsOutputArgs,
  type GetSlotsResult,
  getSlot,
  getSlotOutput,
  getSlots,
  getSlotsOutput,
} from "./program/lookups/slots";
export {
  type BgpFiltersArgs,
  type HealthCheckArgs,
  MagicInterconnect,
  type MagicInterconnectArgs,
  type MagicInterconnectState,
} from "./program/magic-interconnect";
export { Provider, type ProviderArgs } from "./program/provider";
export { UserError } from "./program/user-error";
export {
  type AcceptedPrefix,
  type RouterConfigArgs,
  type RouterHealthCheck,
  type RouterLink,
  type RouterSession,
  routerConfig,
  type StaticRouterConfigArgs,
  type StaticRouterSession,
} from "./router";
