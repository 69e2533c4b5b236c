import { z } from "zod";
import type { InterconnectObject } from "../domain/objects";
import type { GetInterconnectResult } from "../program/lookups/interconnects";
import { question, text } from "./query";

const typeRule = 'it must be "direct" or "gcp_partner"';
const filter = z.strictObject({
  site: text('a site such as "ewr-a"').optional(),
  type: z.enum(["direct", "gcp_partner"], typeRule).optional(),
});
const name = z.strictObject({ name: text("the name of an interconnect") });
const party = z
  .string("it must be a text")
  .trim()
  .min(1, "it must be a name, or be left out")
  .max(200, "it must be a name of up to 200 characters");
const letterArgs = z.strictObject({ interconnect: name.shape.name, party: party.optional() });

export const interconnects = question(filter, async (api, filter) =>
  (await api.listInterconnects(filter)).map(shown),
);

export const interconnect = question(name, async (api, { name }) =>
  shown(await api.getInterconnect(name)),
);

export const interconnectStatus = question(name, (api, { name }) => api.getStatus(name));

/** The letter in Base64: outputs would take bytes apart. */
export const letter = question(letterArgs, async (api, { interconnect, party }) =>
  Buffer.from(await api.getLetter(interconnect, party)).toString("base64"),
);

function shown({ account, ...port }: InterconnectObject): GetInterconnectResult {
  return { accountId: account, ...port };
}
