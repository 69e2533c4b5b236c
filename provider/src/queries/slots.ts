import { z } from "zod";
import { withMetroHint } from "../domain/near-places";
import type { SlotObject } from "../domain/objects";
import { metroOf, namesFacility, sameText } from "../domain/slot-requirement";
import { speedsDiffer } from "../domain/speed";
import { type Facility, Speed } from "../domain/values";
import { type AccountArgs, defineQuery, nonEmptyText } from "./query";

/** Arguments of {@link getSlots}. A filter that is left out lets every slot pass. */
export interface GetSlotsArgs extends AccountArgs {
  /**
   * Facility by its name, in any case; where none has exactly this name, all that have it as a part
   * of theirs. `"NY5"` may mean Equinix NY5, `"NY1"` never NY11.
   */
  facility?: string;
  /** Cloudflare's short name of a site, spelt as the API does, such as `"ewr-a"`. */
  site?: string;
  /**
   * Metro by its three letters (IATA), such as `"EWR"`. The API tells no metro: it is read off the
   * beginning of the site's name (`ewr-a`).
   */
  metro?: string;
  /** Speed of the slot, however the API spells it. */
  speed?: Speed;
  /** Whether somebody has taken it. */
  occupied?: boolean;
  /** A part of the facility's address, such as `"Secaucus"`. */
  addressContains?: string;
}

/** A place for a port on a Cloudflare router (CCR). */
export interface GetSlotResult {
  /** UUID of the slot: the `slotId` of an `Interconnect`. */
  id: string;
  /** Whether somebody has taken it. */
  occupied: boolean;
  /** Cloudflare's short name of the site, such as `ewr-a`. */
  site: string;
  /** Metro by its three letters (IATA), where the site's name tells it. */
  metro?: string;
  /** As the API spells it, such as `10G`. */
  speed: string;
  /** The data centre building, and its address. */
  facility: Facility;
  /** Cloudflare router (CCR) that the slot is on; undefined where the API does not tell. */
  device?: string;
}

/** The slots that pass the filters. */
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
  addressContains: nonEmptyText("a part of an address").optional(),
});

export const slots = defineQuery(
  filter,
  async (api, { facility, metro, speed, ...apiFilter }): Promise<GetSlotsResult> => {
    const matching = (await api.slots.list(apiFilter)).filter(
      (slot) =>
        // The API may spell a speed as "10 Gbps", so its own filter could miss some.
        !speedsDiffer(speed, slot.speed) &&
        (metro === undefined || sameText(metro, metroOf(slot.site))),
    );
    return { slots: filterByFacility(matching, facility).map(toResult) };
  },
);

const id = z.strictObject({ id: nonEmptyText("the id of a slot") });

export const slot = defineQuery(id, async (api, { id }) => toResult(await api.slots.get(id)));

/** As with a requirement: what is named exactly so, else what has it in its name. */
function filterByFacility(slots: SlotObject[], name: string | undefined): SlotObject[] {
  if (name === undefined) return slots;
  const exact = slots.filter(({ facility }) => sameText(facility.name, name));
  return exact.length > 0 ? exact : slots.filter((one) => namesFacility(name, one.facility.name));
}

function toResult(slot: SlotObject): GetSlotResult {
  return { ...slot, metro: metroOf(slot.site) };
}
