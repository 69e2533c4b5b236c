import { z } from "zod";
import { withMetroHint } from "../domain/near-places";
import type { SlotObject } from "../domain/objects";
import { metroOf, namesFacility, sameText } from "../domain/slot-requirement";
import { speedsDiffer } from "../domain/speed";
import { type Facility, Speed } from "../domain/values";
import { type AccountArgs, defineQuery, nonEmptyText } from "./query";

/** Arguments of {@link getSlots}. Without filters, the lookup returns every slot. */
export interface GetSlotsArgs extends AccountArgs {
  /**
   * Facility name, case-insensitive. If no facility has exactly this name, all facilities match whose names contain it
   * as separate words: `"NY5"` matches Equinix NY5, but `"NY1"` does not match NY11.
   */
  facility?: string;
  /** Site in the spelling of the API, such as `"ewr-a"`. */
  site?: string;
  /**
   * Metro as a three-letter IATA code, such as `"EWR"`. The API does not return metros, so this filter compares the
   * beginning of the site's name (`ewr-a`).
   */
  metro?: string;
  /** Speed of the slot. All spellings that the API uses for this speed match. */
  speed?: Speed;
  /** Whether the slot is occupied. */
  occupied?: boolean;
  /** Part of the facility's address, such as `"Secaucus"`. */
  addressContains?: string;
}

/** Place for a port on a Cloudflare router (CCR). */
export interface GetSlotResult {
  /** UUID of the slot. This is the `slotId` of an `Interconnect`. */
  id: string;
  /** Whether the slot is occupied. */
  occupied: boolean;
  /** Cloudflare site, such as `ewr-a`. */
  site: string;
  /** Metro as a three-letter IATA code, or `undefined` if the site's name does not begin with one. */
  metro?: string;
  /** Speed in the spelling of the API, such as `10G`. */
  speed: string;
  /** Facility and its address. */
  facility: Facility;
  /** Cloudflare router (CCR) of the slot, or `undefined` if the API does not return it. */
  device?: string;
}

/** Slots that match all filters. */
export interface GetSlotsResult {
  slots: GetSlotResult[];
}

/** Arguments of {@link getSlot}. */
export interface GetSlotArgs extends AccountArgs {
  /** UUID of the slot. */
  id: string;
}

const metroRule = 'it must be the three letters of a metro, such as "EWR"';
const speedRule = 'it must be "1G", "10G" or "100G"';
const filter = z.strictObject({
  facility: nonEmptyText('a facility such as "Equinix NY5", or part of its name').optional(),
  site: nonEmptyText('a site such as "ewr-a"').optional(),
  metro: z
    .string()
    .regex(/^[a-z]{3}$/i, { error: ({ input }) => withMetroHint(metroRule, input) })
    .optional(),
  speed: z.enum(Speed, speedRule).optional(),
  occupied: z.boolean("it must be true or false").optional(),
  addressContains: nonEmptyText("part of an address").optional(),
});

export const slots = defineQuery(
  filter,
  async (api, { facility, metro, speed, ...apiFilter }): Promise<GetSlotsResult> => {
    const matching = (await api.slots.list(apiFilter)).filter(
      (slot) =>
        // The API may return a speed as "10 Gbps", so its own filter could miss slots.
        !speedsDiffer(speed, slot.speed) &&
        (metro === undefined || sameText(metro, metroOf(slot.site))),
    );
    return { slots: filterByFacility(matching, facility).map(toResult) };
  },
);

const id = z.strictObject({ id: nonEmptyText("the ID of a slot") });

export const slot = defineQuery(id, async (api, { id }) => toResult(await api.slots.get(id)));

/** Prefers exact names over partial names, as slot requirements do. */
function filterByFacility(slots: SlotObject[], name: string | undefined): SlotObject[] {
  if (name === undefined) return slots;
  const exact = slots.filter(({ facility }) => sameText(facility.name, name));
  return exact.length > 0 ? exact : slots.filter((one) => namesFacility(name, one.facility.name));
}

function toResult(slot: SlotObject): GetSlotResult {
  return { ...slot, metro: metroOf(slot.site) };
}
