import { z } from "zod";
import type { InterconnectObject } from "../domain/objects";
import { type Facility, InterconnectType } from "../domain/values";
import { type AccountArgs, defineQuery, nonEmptyText } from "./query";

/** Arguments of {@link getInterconnects}. Without filters, the lookup returns every interconnect. */
export interface GetInterconnectsArgs extends AccountArgs {
  /** Site, exactly as the API spells it, such as `"ewr-a"`. */
  site?: string;
  type?: InterconnectType;
}

/** Interconnect of the account. */
export interface GetInterconnectResult {
  accountId: string;
  /** Name that Cloudflare assigned, which is the ID of an `Interconnect`. */
  name: string;
  /** An {@link InterconnectType}, or a type that Cloudflare does not document. */
  type: string;
  owner?: string;
  /** UUID of the slot; only for type `direct`. */
  slotId?: string;
  /** Cloudflare site, such as `ewr-a`; only for type `direct`. */
  site?: string;
  /** Facility and its address; only for type `direct`. */
  facility?: Facility;
  /** Speed as the API spells it, such as `10G`; for type `gcp_partner`, the bandwidth. */
  speed?: string;
  /** Google Cloud region; only for type `gcp_partner`. */
  region?: string;
  /** Reservation ID, as in {@link getMagicInterconnects}. */
  virtualPortReservationId?: string;
  /** Cloudflare router (CCR) of the port; `undefined` if the API does not return it. */
  device?: string;
}

/** Interconnects that match every filter. */
export interface GetInterconnectsResult {
  interconnects: GetInterconnectResult[];
}

/** Arguments of {@link getInterconnect} and {@link getInterconnectStatus}. */
export interface GetInterconnectArgs extends AccountArgs {
  /** Name of the interconnect, which is the ID of an `Interconnect`. */
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

/** Letter of Authorization (LOA) in Base64, because outputs cannot hold bytes. */
export const letter = defineQuery(letterArgs, async (api, { interconnect, party }) =>
  Buffer.from(await api.interconnects.letter(interconnect, party)).toString("base64"),
);

function toResult({ account, ...port }: InterconnectObject): GetInterconnectResult {
  return { accountId: account, ...port };
}
