/** Messages for places that have no slots, with suggestions. */
import { distinct } from "./distinct";
import { LOCATIONS } from "./locations";
import { facilityHint, metroHint, PUBLISHED_METROS } from "./near-places";
import type { SlotObject } from "./objects";
import { metroOf, namesFacility, sameText } from "./slot-requirement";
import { didYouMean } from "./suggest";

const LIST = "List slots with `npx pulumi-cloudflare-cni slots`.";

/** Site and facility of a slot or a port. */
export type Place = Pick<SlotObject, "site" | "facility">;

/** Places in the requirements for a slot. */
export interface Places {
  facility?: string;
  site?: string;
  metro?: string;
}

/** Returns one message for each place without slots. `prefix` precedes the names of the properties. */
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

/** Returns `slot.metro "JFK" has no slots.` with a hint. */
export function noSlotsMessage(what: string, text: string, hint: string): string {
  return `${what} ${JSON.stringify(text)} has no slots. ${hint === "" ? LIST : hint}`;
}

/** Returns the places that are not on the published list, which has no sites. */
export function unpublished({ facility, site, metro }: Places): Places {
  const isMetro = metro !== undefined && PUBLISHED_METROS.includes(metro.toUpperCase());
  const isFacility =
    facility !== undefined && LOCATIONS.some((one) => namesFacility(facility, one.facility));
  return {
    facility: isFacility ? undefined : facility,
    site,
    metro: isMetro ? undefined : metro,
  };
}
