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
   * Facility name, case-insensitive. If no facility has exactly this name, every facility whose name contains it matches:
   * `"NY5"` matches Equinix NY5, but `"NY1"` does not match NY11.
   */
  facility?: string;
  /** Site, exactly as the API spells it, such as `"ewr-a"`. */
  site?: string;
  /**
   * Metro, a three-letter IATA code such as `"EWR"`. The API does not return metros, so the beginning of the site's name
   * (`ewr-a`) determines the metro.
   */
  metro?: string;
  /** Slot speed, regardless of how the API spells it. */
  speed?: Speed;
  /** Whether the slot is occupied. */
  occupied?: boolean;
  /** Part of the facility's address, such as `"Secaucus"`. */
  addressContains?: string;
}

/** Slot for a port on a Cloudflare router (CCR). */
export interface GetSlotResult {
  /** UUID of the slot, which is the `slotId` of an `Interconnect`. */
  id: string;
  /** Whether the slot is occupied. */
  occupied: boolean;
  /** Cloudflare site, such as `ewr-a`. */
  site: string;
  /** Metro, a three-letter IATA code; `undefined` if the site's name does not begin with one. */
  metro?: string;
  /** Speed as the API spells it, such as `10G`. */
  speed: string;
  /** Facility and its address. */
  facility: Facility;
  /** Cloudflare router (CCR) of the slot; `undefined` if the API does not return it. */
  device?: string;
}

/** Slots that match every filter. */
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
  facility: nonEmptyText('a facility such as "Equinix NY5", or a part of its name').optional(),
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
        // The API may spell a speed as "10 Gbps", so its own filter could miss slots.
        !speedsDiffer(speed, slot.speed) &&
        (metro === undefined || sameText(metro, metroOf(slot.site))),
    );
    return { slots: filterByFacility(matching, facility).map(toResult) };
  },
);

const id = z.strictObject({ id: nonEmptyText("the id of a slot") });

export const slot = defineQuery(id, async (api, { id }) => toResult(await api.slots.get(id)));

/** Prefers exact names over partial ones, as a slot requirement does. */
function filterByFacility(slots: SlotObject[], name: string | undefined): SlotObject[] {
  if (name === undefined) return slots;
  const exact = slots.filter(({ facility }) => sameText(facility.name, name));
  return exact.length > 0 ? exact : slots.filter((one) => namesFacility(name, one.facility.name));
}

function toResult(slot: SlotObject): GetSlotResult {
  return { ...slot, metro: metroOf(slot.site) };
}
