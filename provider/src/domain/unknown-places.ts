/** Messages for locations without slots, with suggestions. */
import { distinct } from "./distinct";
import { findMetro, LOCATIONS } from "./locations";
import { facilityHint, metroHint } from "./near-places";
import type { SlotObject } from "./objects";
import { metroOf, namesFacility, sameText } from "./slot-requirement";
import { didYouMean } from "./suggest";

const LIST = "List slots with `npx pulumi-cloudflare-cni slots`.";

/** Site and facility of a slot or a port. */
export type Place = Pick<SlotObject, "site" | "facility">;

/** Locations in a slot requirement. */
export interface Places {
  facility?: string;
  site?: string;
  metro?: string;
}

/** Returns one message for each location without slots. The names of the properties in messages start with `prefix`. */
export function placesWithoutSlots(
  { facility, site, metro }: Places,
  slots: readonly Place[],
  prefix = "slot.",
): string[] {
  const sites = distinct(slots.map((slot) => slot.site)).sort();
  const metros = distinct(sites.map(metroOf)).sort();
  const facilities = distinct(slots.map((slot) => slot.facility.name)).sort();
  const problems: string[] = [];
  if (facility !== undefined && !facilities.some((name) => namesFacility(facility, name))) {
    problems.push(
      noSlotsMessage(`${prefix}facility`, facility, facilityHint(facility, facilities)),
    );
  }
  if (site !== undefined && !sites.some((name) => sameText(site, name))) {
    problems.push(noSlotsMessage(`${prefix}site`, site, siteHint(site, sites, metros)));
  }
  if (metro !== undefined && !metros.some((name) => sameText(metro, name))) {
    problems.push(noSlotsMessage(`${prefix}metro`, metro, metroHint(metro, metros)));
  }
  return problems;
}

function siteHint(site: string, sites: readonly string[], metros: readonly string[]): string {
  return didYouMean(site, sites) || metroHint(metroOf(site) ?? site, metros);
}

/** Returns a message such as `slot.metro "JFK" has no slots.`, followed by a hint. */
export function noSlotsMessage(what: string, text: string, hint: string): string {
  return `${what} ${JSON.stringify(text)} has no slots. ${hint === "" ? LIST : hint}`;
}

/**
 * Returns the locations that the published list does not contain with dataplane v2. All slots use v2. Sites are not in
 * the list.
 */
export function unpublished({ facility, site, metro }: Places): Places {
  const isMetro = (findMetro(metro)?.v2.facilities ?? 0) > 0;
  const isFacility =
    facility !== undefined &&
    LOCATIONS.some((one) => one.devices.v2 !== 0 && namesFacility(facility, one.facility));
  return {
    facility: isFacility ? undefined : facility,
    site,
    metro: isMetro ? undefined : metro,
  };
}
