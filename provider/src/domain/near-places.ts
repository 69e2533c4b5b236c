/** Suggests similar or nearby locations instead of a location without slots. */

import { coordinatesOf, kilometresApart } from "./coordinates";
import { FORMER_LOCATIONS, findLocation, findMetro, LOCATIONS, METROS } from "./locations";
import { LOCATIONS_AS_OF } from "./locations.data";
import { namesFacility } from "./slot-requirement";
import { didYouMeanOneOf, nearestByForm } from "./suggest";

const MAX_NEAREST = 3;
const MAX_LISTED = 10;

export const PUBLISHED_METROS: readonly string[] = METROS.map(({ code }) => code);

/**
 * Returns the distance between two airports or metros in kilometres, rounded to tens. Returns `undefined` if either is
 * unknown.
 */
export function kilometresBetween(one: string, other: string): number | undefined {
  const [from, to] = [coordinatesOf(one), coordinatesOf(other)];
  return from === undefined || to === undefined ? undefined : kilometresApart(from, to);
}

/**
 * Suggests metros instead of a metro without slots. If the text is an airport or city code, suggests the nearest
 * metros. Otherwise, suggests metros with a similar spelling. Returns an empty string if there are none.
 */
export function metroHint(text: string, metros: readonly string[]): string {
  const near = nearestBy(metros, (metro) => kilometresBetween(text, metro)).slice(0, MAX_NEAREST);
  if (near.length > 0) {
    return `Nearest metros: ${near.map(([metro, km]) => describeMetro(metro, `about ${km} km`)).join(", ")}.`;
  }
  return didYouMeanOneOf(similarMetros(text, metros).map((metro) => describeMetro(metro)));
}

/** Metros whose code or city has a similar spelling, the most similar first. */
export function similarMetros(text: string, metros: readonly string[]): string[] {
  const formsOf = (metro: string) => [metro, ...cityNames(findMetro(metro)?.city)];
  return nearestByForm(text, metros, formsOf).slice(0, MAX_NEAREST);
}

/** Appends suggestions of metros for `text` to `rule`. */
export function withMetroHint(rule: string, text: unknown): string {
  const hint = typeof text === "string" ? metroHint(text, PUBLISHED_METROS) : "";
  return hint === "" ? rule : `${rule}. ${hint}`;
}

/**
 * Suggests facilities instead of a facility without slots. Prefers facilities with a similar name, part of a name, city
 * or metro. If there are none, suggests the nearest facilities for an airport code, or all facilities for other text.
 */
export function facilityHint(text: string, facilities: readonly string[]): string {
  const changed = changedFacilityHint(text, facilities);
  if (changed !== undefined) return changed;
  const words = text.trim().split(/\s+/).length;
  const formsOf = (facility: string) => {
    const { city, metro } = findLocation(facility) ?? {};
    const parts = facility.split(/\s+/);
    const windows = parts.map((_, at) => parts.slice(at, at + words).join(" "));
    return [facility, ...windows, ...cityNames(city), ...(metro === undefined ? [] : [metro])];
  };
  const alike = nearestByForm(text, facilities, formsOf);
  if (alike.length > MAX_NEAREST) return `Facilities with a similar name: ${someOf(alike)}.`;
  if (alike.length > 0) {
    return didYouMeanOneOf(alike.map((one) => JSON.stringify(one)));
  }
  const near = nearestFacilitiesHint(text, facilities);
  if (near !== "") return near;
  return facilities.length === 0 ? "" : `Facilities with slots: ${someOf(facilities)}.`;
}

/** Describes a facility that is missing from the published list or that is listed without dataplane v2. */
function changedFacilityHint(text: string, facilities: readonly string[]): string | undefined {
  const list = `Cloudflare's list of locations of ${LOCATIONS_AS_OF}`;
  const named = (one: { facility: string }) => namesFacility(text, one.facility);
  const [location, ...others] = LOCATIONS.filter(named);
  const former = location === undefined ? FORMER_LOCATIONS.find(named) : undefined;
  if (former?.successor !== undefined) {
    const successor = `${list} contains ${former.successor} instead of ${former.facility}.`;
    return facilities.includes(former.successor)
      ? successor
      : withNearest(successor, former.metro, facilities);
  }
  if (former !== undefined) {
    return withNearest(`${list} no longer contains ${former.facility}.`, former.metro, facilities);
  }
  if (location?.devices.v2 !== 0 || others.length > 0) return undefined;
  const onlyV1 = `${list} contains only dataplane v1 at ${location.facility}.`;
  return withNearest(onlyV1, location.metro, facilities);
}

function withNearest(sentence: string, metro: string, facilities: readonly string[]): string {
  return [sentence, nearestFacilitiesHint(metro, facilities)].filter(Boolean).join(" ");
}

function nearestFacilitiesHint(metro: string, facilities: readonly string[]): string {
  const near = nearestBy(facilities, (facility) => {
    const other = findLocation(facility)?.metro;
    return other === undefined ? undefined : kilometresBetween(metro, other);
  }).slice(0, MAX_NEAREST);
  const names = near.map(([name, km]) => `${name} (${km === 0 ? "same metro" : `about ${km} km`})`);
  return names.length === 0 ? "" : `Nearest facilities: ${names.join(", ")}.`;
}

/** Returns the items whose distance is known, with that distance, nearest first. */
export function nearestBy<T>(
  items: readonly T[],
  distanceTo: (item: T) => number | undefined,
): [T, number][] {
  return items
    .flatMap((item): [T, number][] => {
      const distance = distanceTo(item);
      return distance === undefined ? [] : [[item, distance]];
    })
    .toSorted(([, one], [, other]) => one - other);
}

/** Lists the first items and adds the number of the others. */
export function someOf(items: readonly string[]): string {
  const more = items.length - MAX_LISTED;
  return items.slice(0, MAX_LISTED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function describeMetro(metro: string, ...more: string[]): string {
  const city = findMetro(metro)?.city;
  const about = [...(city === undefined ? [] : [city]), ...more].join(", ");
  return about === "" ? metro : `${metro} (${about})`;
}

/** Returns the names of a city. For example, `Newark, NJ` is also called `Newark`. */
export function cityNames(city: string | undefined): string[] {
  return city === undefined ? [] : [city, city.replace(/,.*/, "")];
}
