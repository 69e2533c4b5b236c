/** The account's settings: a singleton that is taken over as it is and restored in the end. */
import { z } from "zod";
import type { CniApi } from "../api/client";
import { isUnknown, type Props } from "../engine/props";
import { messageOf } from "../errors";
import { accountId, defaultAsn } from "./fields";
import type { Lifecycle } from "./resource-provider";

const schema = z.strictObject({ accountId, defaultAsn });
type SettingsInputs = z.output<typeof schema>;

export const cniSettings: Lifecycle<SettingsInputs> = {
  schema,
  parse: (declared) => schema.parse(declared),

  diff: (state, declared) => ({
    changes: isUnknown(declared.defaultAsn) || state.defaultAsn !== declared.defaultAsn,
  }),

  async create(declared, { api }) {
    const { defaultAsn } = await api.getSettings();
    const found = { defaultAsn, previousDefaultAsn: defaultAsn };
    try {
      const outputs = await apply(api, declared, defaultAsn);
      return { id: api.account, outputs: { ...found, ...outputs } };
    } catch (error) {
      // What was found must not be lost: after an answer that went astray it is there no more.
      return { id: api.account, outputs: found, unfinished: messageOf(error) };
    }
  },

  async read(id, _state, { api }) {
    return { id, outputs: { ...(await api.getSettings()) } };
  },

  async update(id, state, declared, { api }) {
    const outputs = await apply(api, declared, (await api.getSettings()).defaultAsn);
    return { id, outputs: { ...outputs, previousDefaultAsn: state.previousDefaultAsn } };
  },

  async delete(_id, state, { api, warn }) {
    const previous = state.previousDefaultAsn;
    if (typeof previous !== "number") return;
    const { defaultAsn } = await api.getSettings();
    if (defaultAsn === state.defaultAsn) await apply(api, { defaultAsn: previous }, defaultAsn);
    else
      warn(`the account's defaultAsn was changed to ${defaultAsn} elsewhere and is left as it is`);
  },
};

async function apply(api: CniApi, wanted: { defaultAsn: number }, present: number): Promise<Props> {
  if (present === wanted.defaultAsn) return { defaultAsn: present };
  return { ...(await api.putSettings({ defaultAsn: wanted.defaultAsn })) };
}
