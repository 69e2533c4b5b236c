import { z } from "zod";
import type { InterconnectObject } from "../domain/objects";
import { type Facility, InterconnectType } from "../domain/values";
import { type AccountArgs, defineQuery, nonEmptyText } from "./query";

/** Arguments of {@link getInterconnects}. Without filters, the lookup returns every interconnect. */
export interface GetInterconnectsArgs extends AccountArgs {
  /** Site in the spelling of the API, such as `"ewr-a"`. */
  site?: string;
  type?: InterconnectType;
}

/** Interconnect of the account. */
export interface GetInterconnectResult {
  accountId: string;
  /** Name that Cloudflare assigned. This is the ID of an `Interconnect`. */
  name: string;
  /** {@link InterconnectType} of the interconnect, or a type that Cloudflare does not document. */
  type: string;
  owner?: string;
  /** UUID of the slot. Only set for type `direct`. */
  slotId?: string;
  /** Cloudflare site, such as `ewr-a`. Only set for type `direct`. */
  site?: string;
  /** Facility and its address. Only set for type `direct`. */
  facility?: Facility;
  /** Speed in the spelling of the API, such as `10G`. For type `gcp_partner`, this is the bandwidth. */
  speed?: string;
  /** Google Cloud region. Only set for type `gcp_partner`. */
  region?: string;
  /** Reservation ID of the port, as returned by {@link getMagicInterconnects}. */
  virtualPortReservationId?: string;
  /** Cloudflare router (CCR) of the port, or `undefined` if the API does not return it. */
  device?: string;
}

/** Interconnects that match all filters. */
export interface GetInterconnectsResult {
  interconnects: GetInterconnectResult[];
}

/** Arguments of {@link getInterconnect} and {@link getInterconnectStatus}. */
export interface GetInterconnectArgs extends AccountArgs {
  /** Name of the interconnect. This is the ID of an `Interconnect`. */
  name: string;
}

const typeRule = 'it must be "direct" or "gcp_partner"';
const filter = z.strictObject({
  site: nonEmptyText('a site such as "ewr-a"').optional(),
  type: z.enum(InterconnectType, typeRule).optional(),
});
const name = z.strictObject({ name: nonEmptyText("the name of an interconnect") });
const party = z
  .string("it must be a string")
  .trim()
  .min(1, "it must not be empty. Omit it to use the name of the account")
  .max(200, "it must have at most 200 characters");
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

/** Reads the Letter of Authorization (LOA) in Base64, because outputs cannot contain bytes. */
export const letter = defineQuery(letterArgs, async (api, { interconnect, party }) =>
  Buffer.from(await api.interconnects.letter(interconnect, party)).toString("base64"),
);

function toResult({ account, ...port }: InterconnectObject): GetInterconnectResult {
  return { accountId: account, ...port };
}
