/** What somebody may have meant by a place that has no slots: by name and by distance. */

import { AIRPORTS } from "./airports.data";
import { findLocation, LOCATIONS } from "./locations";
import { didYouMeanOneOf, nearestByForm } from "./suggest";

const EARTH_RADIUS = 6371;
const MAX_NEAREST = 3;
const MAX_LISTED = 10;

const CITIES = new Map(LOCATIONS.map(({ metro, city }) => [metro, city]));
export const PUBLISHED_METROS: readonly string[] = [...CITIES.keys()];

/** Kilometres between two airports or metros, to the next ten; `undefined` if one is not known. */
export function kilometresBetween(one: string, other: string): number | undefined {
  const [from, to] = [findCoordinates(one), findCoordinates(other)];
  if (from === undefined || to === undefined) return undefined;
  const half = (a: number, b: number) => Math.sin((b - a) / 2) ** 2;
  const across =
    half(from.latitude, to.latitude) +
    Math.cos(from.latitude) * Math.cos(to.latitude) * half(from.longitude, to.longitude);
  return Math.round((2 * EARTH_RADIUS * Math.asin(Math.sqrt(across))) / 10) * 10;
}

/**
 * What to write instead of a metro that has no slots: the nearest metros if it is an airport's or a
 * city's code, else those that are spelled alike. Empty if nothing is near.
 */
export function metroHint(text: string, metros: readonly string[]): string {
  const near = nearestBy(metros, (metro) => kilometresBetween(text, metro)).slice(0, MAX_NEAREST);
  if (near.length > 0) {
    return `Nearest metros: ${near.map(([metro, km]) => describeMetro(metro, `about ${km} km`)).join(", ")}.`;
  }
  const formsOf = (metro: string) => [metro, ...cityNames(CITIES.get(metro))];
  const alike = nearestByForm(text, metros, formsOf).slice(0, MAX_NEAREST);
  return didYouMeanOneOf(alike.map((metro) => describeMetro(metro)));
}

/** A rule for metros, and the published metro that a text may mean. */
export function withMetroHint(rule: string, text: unknown): string {
  const hint = typeof text === "string" ? metroHint(text, PUBLISHED_METROS) : "";
  return hint === "" ? rule : `${rule}. ${hint}`;
}

/**
 * What to write instead of a facility that has no slots: those spelled alike in the whole name, a
 * part of it, the city or the metro; else the nearest, if the text is an airport's code; else all.
 */
export function facilityHint(text: string, facilities: readonly string[]): string {
  const words = text.trim().split(/\s+/).length;
  const formsOf = (facility: string) => {
    const { city, metro } = findLocation(facility) ?? {};
    const parts = facility.split(/\s+/);
    const windows = parts.map((_, at) => parts.slice(at, at + words).join(" "));
    return [facility, ...windows, ...cityNames(city), ...(metro === undefined ? [] : [metro])];
  };
  const alike = nearestByForm(text, facilities, formsOf);
  if (alike.length > MAX_NEAREST) return `Facilities spelled alike: ${someOf(alike)}.`;
  if (alike.length > 0) {
    return didYouMeanOneOf(alike.map((one) => JSON.stringify(one)));
  }
  const near = nearestBy(facilities, (facility) => {
    const metro = findLocation(facility)?.metro;
    return metro === undefined ? undefined : kilometresBetween(text, metro);
  });
  if (near.length > 0) {
    const words = near.slice(0, MAX_NEAREST).map(([name, km]) => `${name} (about ${km} km)`);
    return `Nearest facilities: ${words.join(", ")}.`;
  }
  return facilities.length === 0 ? "" : `Facilities with slots: ${someOf(facilities)}.`;
}

/** The items whose distance is known, with it, the nearest first. */
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

/** The first of many, and how many more there are. */
export function someOf(items: readonly string[]): string {
  const more = items.length - MAX_LISTED;
  return items.slice(0, MAX_LISTED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function describeMetro(metro: string, ...more: string[]): string {
  const city = CITIES.get(metro);
  const about = [...(city === undefined ? [] : [city]), ...more].join(", ");
  return about === "" ? metro : `${metro} (${about})`;
}

/** `Newark, NJ` is also called `Newark`. */
function cityNames(city: string | undefined): string[] {
  return city === undefined ? [] : [city, city.replace(/,.*/, "")];
}

/** In radians. */
function findCoordinates(code: string): { latitude: number; longitude: number } | undefined {
  if (!/^[a-z]{3}$/i.test(code)) return undefined;
  const row = new RegExp(`\\b${code.toUpperCase()} (\\S+) ([^,\\s]+)`).exec(AIRPORTS);
  if (row === null) return undefined;
  const [latitude = 0, longitude = 0] = row
    .slice(1)
    .map((degrees) => (Number(degrees) * Math.PI) / 180);
  return { latitude, longitude };
}
