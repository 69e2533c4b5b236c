/**
 * Lifecycle of a `MagicInterconnect`. Cloudflare creates and deletes the object together with its session. This
 * resource therefore adopts the object on create and restores the changed settings on delete.
 */
import type { AccountApi } from "../../api/account";
import { isApiError } from "../../api/errors";
import { CniError, messageOf } from "../../domain/errors";
import { sameId } from "../../domain/ids";
import type { MagicInterconnectObject, MagicSettings } from "../../domain/objects";
import { inertTexts } from "../../domain/outside-text";
import { hasUnknown, isUnknown, type Props, secret } from "../../run/property-values";
import type { Lifecycle, OperationResult } from "../lifecycle";
import { waitForMagicInterconnect } from "./find";
import {
  mergeSettings,
  planRestore,
  readHistory,
  recordUnknownWrite,
  recordWrite,
  restoresField,
  type SettingHistory,
} from "./history";
import {
  checkMagicInterconnectRules,
  isSameSetting,
  type MagicInterconnectInputs,
  magicInterconnectSchema,
  managedPart,
  pick,
  SETTINGS,
  type Setting,
  toSettings,
} from "./inputs";
import { findDifferences, putMagicInterconnect } from "./put";

export const magicInterconnect: Lifecycle<MagicInterconnectInputs> = {
  owns: "Magic interconnect",
  schema: magicInterconnectSchema,
  secrets: ["md5Key"],
  rules: checkMagicInterconnectRules,
  parse: (declared) => magicInterconnectSchema.parse(declared),

  diff(state, declared) {
    const replaces = refersToAnother(state, declared)
      ? [declared.session === undefined ? "tunnelId" : "session"]
      : [];
    const { ours } = readHistory(state);
    const changes = SETTINGS.some((name) =>
      declared[name] === undefined
        ? ours[name] !== undefined
        : hasUnknown(declared[name]) ||
          // The state contains texts in a form that is safe to display.
          !isSameSetting(
            inertTexts(declared[name]),
            inertTexts(managedPart(name, state[name], declared[name])),
          ),
    );
    const restores = declared.healthCheck !== undefined && restoresField(state, declared);
    const unknown = hasUnknown([declared.session, declared.tunnelId]);
    // While a session without BGP is being updated, its MD5 key is unknown in preview.
    const isKeyChanged = !isUnknown(declared.md5Key) && declared.md5Key !== state.md5Key;
    return {
      changes: changes || restores || unknown || isKeyChanged || replaces.length > 0,
      replaces,
    };
  },

  async create(inputs, context) {
    const { api } = context;
    const present =
      inputs.session === undefined
        ? await api.magicInterconnects.get(inputs.tunnelId ?? "")
        : await waitForMagicInterconnect(inputs.session, context);
    await context.claim(present.id);
    const session = inputs.session ?? (await api.cnis.list({ tunnelId: present.id }))[0]?.id;
    return applySettings(api, inputs, present, { found: {}, ours: {} }, { session });
  },

  async read(id, state, { api }) {
    const present = await api.magicInterconnects.find(id);
    if (present === undefined) return undefined;
    const outputs = toOutputs(present, readKey(state));
    return { id, outputs, inputs: selectDeclaredFields(present, state) };
  },

  importedInputs: ({ tunnelId }) => ({ tunnelId }),

  async update(id, state, inputs, { api }) {
    const present = await api.magicInterconnects.get(id);
    return applySettings(api, inputs, present, readHistory(state), { session: state.session });
  },

  async delete(id, state, { api, warn }) {
    const present = await api.magicInterconnects.find(id);
    if (present === undefined) return;
    const history = readHistory(state);
    const { restored, foreign } = planRestore(history, toSettings(present));
    for (const name of foreign) {
      warn(`${name} was changed outside this resource, so its current value is kept.`);
    }
    try {
      await write(api, present, restored, readKey(state));
    } catch (error) {
      await checkRestore(api, id, restored, error, warn);
    }
  },
};

/** Writes the declared settings and restores settings that are no longer declared. */
async function applySettings(
  api: AccountApi,
  inputs: MagicInterconnectInputs,
  present: MagicInterconnectObject,
  before: SettingHistory,
  more: Props,
): Promise<OperationResult> {
  const { id } = present;
  const current = toSettings(present);
  const names = SETTINGS.filter((name) => inputs[name] !== undefined);
  const declared = pick(inputs, names);
  const { restored } = planRestore(before, current, declared);
  const toResult = (now: MagicInterconnectObject, history: SettingHistory) => ({
    id,
    outputs: {
      ...toOutputs(now, inputs.md5Key),
      ...more,
      __found: history.found,
      __ours: history.ours,
    },
  });
  try {
    const now = await write(api, present, mergeSettings(restored, declared), inputs.md5Key);
    return toResult(now, recordWrite(before, current, declared, toSettings(now)));
  } catch (error) {
    if (!isApiError(error) || !error.ambiguous) throw error;
    const history = recordUnknownWrite(before, current, declared);
    return { ...toResult(present, history), unfinished: messageOf(error) };
  }
}

/** Writes the settings that differ. Sends no request if none do. */
async function write(
  api: AccountApi,
  present: MagicInterconnectObject,
  wanted: MagicSettings,
  md5Key: string | undefined,
): Promise<MagicInterconnectObject> {
  const differences = findDifferences(present, wanted);
  if (differences.includes("bgpFilters") && present.bgp === undefined) {
    throw new CniError(
      `Interconnect ${present.name} has no BGP session, which bgpFilters requires. Set bgp on the session, or remove bgpFilters.`,
    );
  }
  return putMagicInterconnect(api, present, pick(wanted, differences), { md5Key });
}

/**
 * Handles a failed attempt to restore settings. If only the response was lost, the attempt counts as successful. If the
 * API refused the settings, warns. Otherwise, throws the error.
 */
async function checkRestore(
  api: AccountApi,
  id: string,
  wanted: MagicSettings,
  error: unknown,
  warn: (message: string) => void,
): Promise<void> {
  if (isApiError(error, "refused")) {
    // The API may refuse a value that it returned earlier. An error here would make every destroy fail.
    warn(`The original settings were not restored, because the API refused them: ${error.message}`);
    return;
  }
  if (!isApiError(error, "not-found") && !(isApiError(error) && error.ambiguous)) throw error;
  const present = await api.magicInterconnects.find(id);
  const current = present && toSettings(present);
  const isRestored = SETTINGS.every(
    (name) =>
      wanted[name] === undefined ||
      isSameSetting(wanted[name], managedPart(name, current?.[name], wanted[name])),
  );
  if (current !== undefined && !isRestored) throw error;
}

/**
 * Whether the declaration refers to another interconnect. An unknown session counts as another one only if `__linked`
 * is set.
 */
function refersToAnother(state: Props, { session, tunnelId, __linked }: Props): boolean {
  if (session !== undefined)
    return isUnknown(session) ? __linked === true : session !== state.session;
  return !isUnknown(tunnelId) && !sameId(toText(tunnelId), toText(state.tunnelId));
}

/** Selects the declared fields of the health check, so that a refresh does not show other fields as drift. */
function selectDeclaredFields({ healthCheck }: MagicInterconnectObject, state: Props): Props {
  const declared = readHistory(state).ours.healthCheck?.at(-1);
  return declared === undefined || healthCheck === undefined
    ? {}
    : { healthCheck: managedPart("healthCheck", healthCheck, declared) };
}

function readKey(state: Props): string | undefined {
  return toText(state.md5Key);
}

function toText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function toOutputs(present: MagicInterconnectObject, md5Key: string | undefined): Props {
  const { id, name, version, colo, interfaceAddress, virtualPortReservationId } = present;
  const settings: Partial<Record<Setting, unknown>> = toSettings(present);
  return {
    ...Object.fromEntries(SETTINGS.map((setting) => [setting, settings[setting]])),
    tunnelId: id,
    name,
    version,
    colo,
    interfaceAddress,
    virtualPortReservationId,
    md5Key: md5Key === undefined ? undefined : secret(md5Key),
  };
}
