import { z } from "zod";
import type { InterconnectObject } from "../domain/objects";
import { type Facility, InterconnectType } from "../domain/values";
import { type AccountArgs, defineQuery, nonEmptyText } from "./query";

/** Arguments of {@link getInterconnects}. A filter that is left out lets every port pass. */
export interface GetInterconnectsArgs extends AccountArgs {
  /** Cloudflare's short name of a site, spelt as the API does, such as `"ewr-a"`. */
  site?: string;
  type?: InterconnectType;
}

/** A port of the account. */
export interface GetInterconnectResult {
  accountId: string;
  /** Name that Cloudflare assigned: the id of an `Interconnect`. */
  name: string;
  /** An {@link InterconnectType}, or one that is not documented. */
  type: string;
  owner?: string;
  /** UUID of the slot that a `direct` port is on. */
  slotId?: string;
  /** Cloudflare's short name of the site of a `direct` port. */
  site?: string;
  /** The data centre building of a `direct` port, and its address. */
  facility?: Facility;
  /** As the API spells it, such as `10G`; of a `gcp_partner` port, its bandwidth. */
  speed?: string;
  /** Google Cloud region of a `gcp_partner` port. */
  region?: string;
  /** The same reservation as in {@link getMagicInterconnects}. */
  virtualPortReservationId?: string;
  /** Cloudflare router (CCR) that the port is on; undefined where the API does not tell. */
  device?: string;
}

/** The ports that pass the filters. */
export interface GetInterconnectsResult {
  interconnects: GetInterconnectResult[];
}

/** Arguments of {@link getInterconnect} and {@link getInterconnectStatus}. */
export interface GetInterconnectArgs extends AccountArgs {
  /** Name of the port, which is the id of an `Interconnect`. */
  name: string;
}

const typeRule = 'it must be "direct" or "gcp_partner"';
const filter = z.strictObject({
  site: nonEmptyText('a site such as "ewr-a"').optional(),
  type: z.enum(InterconnectType, typeRule).optional(),
});
const name = z.strictObject({ name: nonEmptyText("the name of an interconnect") });
const party = z
  .string("it must be a text")
  .trim()
  .min(1, "it must be a name, or be left out")
  .max(200, "it must be a name of up to 200 characters");
const letterArgs = z.strictObject({ interconnect: name.shape.name, party: party.optional() });

export const interconnects = defineQuery(
  filter,
  async (api, filter): Promise<GetInterconnectsResult> => ({
    interconnects: (await api.interconnects.list(filter)).map(toResult),
  }),
);

export const interconnect = defineQuery(name, async (api, { name }) =>
  toResult(await api.interconnects.get(name)),
);

export const interconnectStatus = defineQuery(name, (api, { name }) =>
  api.interconnects.status(name),
);

/** The letter in Base64: outputs would take bytes apart. */
export const letter = defineQuery(letterArgs, async (api, { interconnect, party }) =>
  Buffer.from(await api.interconnects.letter(interconnect, party)).toString("base64"),
);

function toResult({ account, ...port }: InterconnectObject): GetInterconnectResult {
  return { accountId: account, ...port };
}
