/**
 * Queries by the name of their lookup function. This module loads zod and undici, so programs load it only when they
 * need it.
 */

import type { LinkStatus } from "../domain/values";
import {
  cni,
  cniSettings,
  cnis,
  type GetCniResult,
  type GetCniSettingsResult,
  type GetCnisResult,
} from "./cnis";
import { dryRun } from "./dry-run";
import {
  type GetInterconnectResult,
  type GetInterconnectsResult,
  interconnect,
  interconnectStatus,
  interconnects,
  letter,
} from "./interconnects";
import { type GetMagicInterconnectsResult, magicInterconnects } from "./magic-interconnects";
import type { Query } from "./query";
import { type GetSlotResult, type GetSlotsResult, slot, slots } from "./slots";

export { type AccountSettings, failureOf, newClients, prepare } from "./prepare";
export type { AccountArgs } from "./query";

interface QueryResults {
  getCni: GetCniResult;
  getCniSettings: GetCniSettingsResult;
  getCnis: GetCnisResult;
  getInterconnect: GetInterconnectResult;
  getInterconnectStatus: LinkStatus;
  getInterconnects: GetInterconnectsResult;
  /** PDF document in Base64. */
  getLetterOfAuthorization: string;
  getMagicInterconnects: GetMagicInterconnectsResult;
  getSlot: GetSlotResult;
  getSlots: GetSlotsResult;
  /** Dry run of the settings. Contains Magic's reason if Magic would refuse them. */
  MagicInterconnect: string | undefined;
}

export type QueryName = keyof QueryResults;
export type AnswerOf<Name extends QueryName> = QueryResults[Name];

export const queries: { readonly [Name in QueryName]: Query<QueryResults[Name]> } = {
  getCni: cni,
  getCniSettings: cniSettings,
  getCnis: cnis,
  getInterconnect: interconnect,
  getInterconnectStatus: interconnectStatus,
  getInterconnects: interconnects,
  getLetterOfAuthorization: letter,
  getMagicInterconnects: magicInterconnects,
  getSlot: slot,
  getSlots: slots,
  MagicInterconnect: dryRun,
};
