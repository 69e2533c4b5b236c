/**
 * The routing side of a port. It comes and goes with the session, so it is taken over as it is, and
 * what this resource has changed is restored in the end.
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
  planRestore,
  readHistory,
  recordUnknownWrite,
  recordWrite,
  type SettingHistory,
} from "./history";
import {
  checkMagicInterconnectRules,
  completeMagicInterconnect,
  isSameSetting,
  type MagicInterconnectInputs,
  magicInterconnectSchema,
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
  complete: completeMagicInterconnect,
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
          // A state has its texts inert.
          !isSameSetting(inertTexts(declared[name]), inertTexts(state[name])),
    );
    const unknown = hasUnknown([declared.session, declared.tunnelId]);
    // A session without BGP has a key that preview does not know, for as long as it is updated.
    const isKeyChanged = !isUnknown(declared.md5Key) && declared.md5Key !== state.md5Key;
    return { changes: changes || unknown || isKeyChanged || replaces.length > 0, replaces };
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
    return { id, outputs: toOutputs(present, readKey(state)) };
  },

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
      warn(`${name} was changed elsewhere and is left as it is`);
    }
    try {
      await write(api, present, restored, readKey(state));
    } catch (error) {
      await checkRestore(api, id, restored, error, warn);
    }
  },
};

/** Brings what is there to what is declared, and what is no longer declared back to what it was. */
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
  const { restored } = planRestore(before, current, names);
  const declared = pick(inputs, names);
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
    const now = await write(api, present, { ...restored, ...declared }, inputs.md5Key);
    return toResult(now, recordWrite(before, current, declared, toSettings(now)));
  } catch (error) {
    if (!isApiError(error) || !error.ambiguous) throw error;
    const history = recordUnknownWrite(before, current, declared);
    return { ...toResult(present, history), unfinished: messageOf(error) };
  }
}

/** Writes what differs, and nothing where nothing does. */
async function write(
  api: AccountApi,
  present: MagicInterconnectObject,
  wanted: MagicSettings,
  md5Key: string | undefined,
): Promise<MagicInterconnectObject> {
  const differences = findDifferences(present, wanted);
  if (differences.includes("bgpFilters") && present.bgp === undefined) {
    throw new CniError(
      `the interconnect ${present.name} has no BGP session, and bgpFilters belong to one: give the session bgp, or leave bgpFilters out`,
    );
  }
  return putMagicInterconnect(api, present, pick(wanted, differences), { md5Key });
}

/** A deletion whose write failed: done all the same, or not to be had, or an error. */
async function checkRestore(
  api: AccountApi,
  id: string,
  wanted: MagicSettings,
  error: unknown,
  warn: (message: string) => void,
): Promise<void> {
  if (isApiError(error, "refused")) {
    // The API may have shown a value that it does not take; that would stop every destroy.
    warn(`what was there before is not restored, because it is refused: ${error.message}`);
    return;
  }
  if (!isApiError(error, "not-found") && !(isApiError(error) && error.ambiguous)) throw error;
  const present = await api.magicInterconnects.find(id);
  const current = present && toSettings(present);
  const isRestored = SETTINGS.every(
    (name) => wanted[name] === undefined || isSameSetting(wanted[name], current?.[name]),
  );
  if (current !== undefined && !isRestored) throw error;
}

/** An unknown session is certainly another one where the program gave the resource itself. */
function refersToAnother(state: Props, { session, tunnelId, __linked }: Props): boolean {
  if (session !== undefined)
    return isUnknown(session) ? __linked === true : session !== state.session;
  return !isUnknown(tunnelId) && !sameId(toText(tunnelId), toText(state.tunnelId));
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
