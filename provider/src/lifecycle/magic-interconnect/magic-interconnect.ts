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
import type { Lifecycle, Standing } from "../lifecycle";
import { awaitMagicInterconnect } from "./find";
import {
  type MagicInterconnectInputs,
  magicInterconnectRules,
  magicInterconnectSchema,
  managedPart,
  pick,
  SETTINGS,
  type Setting,
  sameSetting,
  settingsIn,
} from "./inputs";
import {
  merged,
  type Notes,
  notesAfter,
  notesIn,
  notesInDoubt,
  restorations,
  restoresField,
} from "./notes";
import { differingSettings, putMagicInterconnect } from "./put";

export const magicInterconnect: Lifecycle<MagicInterconnectInputs> = {
  owns: "Magic interconnect",
  schema: magicInterconnectSchema,
  secrets: ["md5Key"],
  rules: magicInterconnectRules,
  parse: (declared) => magicInterconnectSchema.parse(declared),

  diff(state, declared) {
    const replaces = refersToAnother(state, declared)
      ? [declared.session === undefined ? "tunnelId" : "session"]
      : [];
    const { ours } = notesIn(state);
    const changes = SETTINGS.some((name) =>
      declared[name] === undefined
        ? ours[name] !== undefined
        : hasUnknown(declared[name]) ||
          // A state has its texts inert.
          !sameSetting(
            inertTexts(declared[name]),
            inertTexts(managedPart(name, state[name], declared[name])),
          ),
    );
    const unknown = hasUnknown([declared.session, declared.tunnelId]);
    // A session without BGP has a key that preview does not know, for as long as it is updated.
    const otherKey = !isUnknown(declared.md5Key) && declared.md5Key !== state.md5Key;
    const restores = declared.healthCheck !== undefined && restoresField(state, declared);
    return { changes: changes || restores || unknown || otherKey || replaces.length > 0, replaces };
  },

  async create(inputs, context) {
    const { api } = context;
    const present =
      inputs.session === undefined
        ? await api.magicInterconnects.get(inputs.tunnelId ?? "")
        : await awaitMagicInterconnect(inputs.session, context);
    await context.claim(present.id);
    const session = inputs.session ?? (await api.cnis.list({ tunnelId: present.id }))[0]?.id;
    return settle(api, inputs, present, { found: {}, ours: {} }, { session });
  },

  async read(id, state, { api }) {
    const present = await api.magicInterconnects.find(id);
    if (present === undefined) return undefined;
    return { id, outputs: outputsOf(present, keyIn(state)), inputs: checkedFields(present, state) };
  },

  async update(id, state, inputs, { api }) {
    const present = await api.magicInterconnects.get(id);
    return settle(api, inputs, present, notesIn(state), { session: state.session });
  },

  async delete(id, state, { api, warn }) {
    const present = await api.magicInterconnects.find(id);
    if (present === undefined) return;
    const notes = notesIn(state);
    const { restored, foreign } = restorations(notes, settingsIn(present));
    for (const name of foreign) {
      warn(`${name} was changed elsewhere and is left as it is`);
    }
    try {
      await write(api, present, restored, keyIn(state));
    } catch (error) {
      await forgive(api, id, restored, error, warn);
    }
  },
};

/** Brings what is there to what is declared, and what is no longer declared back to what it was. */
async function settle(
  api: AccountApi,
  inputs: MagicInterconnectInputs,
  present: MagicInterconnectObject,
  before: Notes,
  more: Props,
): Promise<Standing> {
  const { id } = present;
  const there = settingsIn(present);
  const names = SETTINGS.filter((name) => inputs[name] !== undefined);
  const declared = pick(inputs, names);
  const { restored } = restorations(before, there, declared);
  const standing = (now: MagicInterconnectObject, notes: Notes) => ({
    id,
    outputs: {
      ...outputsOf(now, inputs.md5Key),
      ...more,
      __found: notes.found,
      __ours: notes.ours,
    },
  });
  try {
    const now = await write(api, present, merged(restored, declared), inputs.md5Key);
    return standing(now, notesAfter(before, there, declared, settingsIn(now)));
  } catch (error) {
    if (!isApiError(error) || !error.ambiguous) throw error;
    const notes = notesInDoubt(before, there, declared);
    return { ...standing(present, notes), unfinished: messageOf(error) };
  }
}

/** Writes what differs, and nothing where nothing does. */
async function write(
  api: AccountApi,
  present: MagicInterconnectObject,
  wanted: MagicSettings,
  md5Key: string | undefined,
): Promise<MagicInterconnectObject> {
  const differing = differingSettings(present, wanted);
  if (differing.includes("bgpFilters") && present.bgp === undefined) {
    throw new CniError(
      `the interconnect ${present.name} has no BGP session, and bgpFilters belong to one: give the session bgp, or leave bgpFilters out`,
    );
  }
  return putMagicInterconnect(api, present, pick(wanted, differing), { md5Key });
}

/** A deletion whose write failed: done all the same, or not to be had, or an error. */
async function forgive(
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
  const there = present && settingsIn(present);
  const done = SETTINGS.every(
    (name) =>
      wanted[name] === undefined ||
      sameSetting(wanted[name], managedPart(name, there?.[name], wanted[name])),
  );
  if (there !== undefined && !done) throw error;
}

/** An unknown session is certainly another one where the program gave the resource itself. */
function refersToAnother(state: Props, { session, tunnelId, __linked }: Props): boolean {
  if (session !== undefined)
    return isUnknown(session) ? __linked === true : session !== state.session;
  return !isUnknown(tunnelId) && !sameId(text(tunnelId), text(state.tunnelId));
}

/** The declared fields of the health check as they are now, so that a refresh finds no drift of the others. */
function checkedFields({ healthCheck }: MagicInterconnectObject, state: Props): Props {
  const declared = notesIn(state).ours.healthCheck?.at(-1);
  return declared === undefined || healthCheck === undefined
    ? {}
    : { healthCheck: managedPart("healthCheck", healthCheck, declared) };
}

function keyIn(state: Props): string | undefined {
  return text(state.md5Key);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function outputsOf(present: MagicInterconnectObject, md5Key: string | undefined): Props {
  const { id, name, version, colo, interfaceAddress, virtualPortReservationId } = present;
  const settings: Partial<Record<Setting, unknown>> = settingsIn(present);
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
