/** Lifecycle of `CniSettings`. The resource adopts the account's settings on create and restores them on delete. */
import { z } from "zod";
import type { AccountApi } from "../api/account";
import { isApiError } from "../api/errors";
import { CniError, messageOf } from "../domain/errors";
import { sameId } from "../domain/ids";
import { accountId } from "../run/account-id";
import { isUnknown, type Props } from "../run/property-values";
import { defaultAsn } from "./fields";
import type { Lifecycle } from "./lifecycle";

const schema = z.strictObject({ accountId, defaultAsn });
type SettingsInputs = z.output<typeof schema>;

export const cniSettings: Lifecycle<SettingsInputs> = {
  owns: "CNI settings of account",
  schema,
  parse: (declared) => schema.parse(declared),

  diff: (state, declared) => ({
    changes: isUnknown(declared.defaultAsn) || state.defaultAsn !== declared.defaultAsn,
  }),

  async create(declared, context) {
    const { api, journal, inform } = context;
    const { defaultAsn } = await api.settings.get();
    // A killed run may already have changed the setting. Its journal entry then contains the original value.
    const key = `settings:${defaultAsn}`;
    const earlier = (await journal.unsaved()).find((one) => one.key === key && !one.returned);
    const [before] = earlier?.before ?? [];
    const previousDefaultAsn = before ?? defaultAsn;
    const found = { defaultAsn, previousDefaultAsn, __ours: [declared.defaultAsn] };
    if (defaultAsn !== declared.defaultAsn) {
      inform(`Changing the account's defaultAsn from ${defaultAsn} to ${declared.defaultAsn}`);
    }
    await context.claim(api.account);
    await journal.record(`settings:${declared.defaultAsn}`, [previousDefaultAsn]);
    await journal.confirm(api.account);
    try {
      const outputs = await apply(api, declared, defaultAsn);
      return { id: api.account, outputs: { ...found, ...outputs } };
    } catch (error) {
      // The outputs keep the original value. If only the response was lost, the API no longer returns it.
      return { id: api.account, outputs: found, unfinished: messageOf(error) };
    }
  },

  async read(id, state, { api }) {
    if (!sameId(id, api.account)) {
      throw new CniError(
        `${id} is not the account ${api.account}. The ID of CniSettings is the account ID. Use the ID of the configured account, or configure account ${id}.`,
      );
    }
    const { defaultAsn } = await api.settings.get();
    const { previousDefaultAsn = defaultAsn } = state;
    return { id, outputs: { defaultAsn, previousDefaultAsn } };
  },

  importedInputs: ({ defaultAsn }) => ({ defaultAsn }),

  async update(id, state, declared, { api }) {
    const { defaultAsn } = await api.settings.get();
    const known = { defaultAsn, previousDefaultAsn: state.previousDefaultAsn };
    try {
      const outputs = await apply(api, declared, defaultAsn);
      return { id, outputs: { ...known, ...outputs, __ours: [declared.defaultAsn] } };
    } catch (error) {
      if (!isApiError(error) || !error.ambiguous) throw error;
      // The account may now have either value. This resource has set both.
      const __ours = [...readOwnValues(state), declared.defaultAsn];
      return { id, outputs: { ...known, __ours }, unfinished: messageOf(error) };
    }
  },

  async delete(_id, state, { api, warn }) {
    const previous = state.previousDefaultAsn;
    if (typeof previous !== "number") return;
    const { defaultAsn } = await api.settings.get();
    if (defaultAsn === previous) return;
    if (readOwnValues(state).includes(defaultAsn)) await restore(api, previous, defaultAsn, warn);
    else
      warn(
        `The account's defaultAsn was changed to ${defaultAsn} outside this resource, so the current value is kept.`,
      );
  },
};

function readOwnValues(state: Props): unknown[] {
  return Array.isArray(state.__ours) ? state.__ours : [state.defaultAsn];
}

async function restore(
  api: AccountApi,
  previous: number,
  present: number,
  warn: (message: string) => void,
): Promise<void> {
  try {
    await api.settings.put({ defaultAsn: previous });
  } catch (error) {
    if (isApiError(error, "refused")) {
      // The API may refuse a value that it returned earlier. An error here would make every destroy fail.
      warn(
        `The account's defaultAsn stays ${present}, because the API refused the original value ${previous}: ${error.message}`,
      );
      return;
    }
    const mayBeRestored = isApiError(error) && error.ambiguous;
    if (!mayBeRestored || (await api.settings.get()).defaultAsn !== previous) throw error;
  }
}

async function apply(
  api: AccountApi,
  wanted: { defaultAsn: number },
  present: number,
): Promise<Props> {
  if (present === wanted.defaultAsn) return { defaultAsn: present };
  return { ...(await api.settings.put({ defaultAsn: wanted.defaultAsn })) };
}
