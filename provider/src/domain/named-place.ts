/** Finds places that the user names: a city with interconnects, an airport or metro code, or coordinates. */

import {
  type Coordinates,
  coordinatesOf,
  looksLikeCoordinates,
  parseCoordinates,
} from "./coordinates";
import { findMetro, METROS } from "./locations";
import { cityNames, PUBLISHED_METROS, similarMetros } from "./near-places";
import { didYouMeanOneOf } from "./suggest";
import { normal } from "./text";

export interface NamedPlace extends Coordinates {
  /** Name as the user wrote it, or the city in Cloudflare's spelling. */
  name: string;
}

/** Finds a place by name, code or coordinates. If no place matches, returns the problem as a sentence. */
export function findNamedPlace(text: string): NamedPlace | string {
  const name = text.trim();
  if (looksLikeCoordinates(name)) {
    const at = parseCoordinates(name);
    return at === undefined
      ? `"${name}" is not a position. Write latitude and longitude in degrees, such as 52.37,4.90: at most ±90 and ±180.`
      : { name, ...at };
  }
  const city = METROS.find((metro) => cityNames(metro.city).some((one) => isSame(one, name)));
  const at = coordinatesOf(city?.code ?? name);
  if (at !== undefined) {
    return { name: city?.city ?? findMetro(name)?.city ?? name.toUpperCase(), ...at };
  }
  const alike = similarMetros(name, PUBLISHED_METROS);
  const hint = didYouMeanOneOf(alike.map((code) => `${findMetro(code)?.city} (${code})`));
  return `"${name}" is not a city with interconnects or an airport code. ${hint || "Use the code of an airport, such as AMS, or coordinates, such as 52.37,4.90."}`;
}

function isSame(one: string, other: string): boolean {
  return normal(one) === normal(other) && normal(one) !== "";
}
