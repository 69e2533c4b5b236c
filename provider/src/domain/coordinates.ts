/** Positions on Earth and the distance between them. */

import { AIRPORTS } from "./airports.data";

/** Position in degrees. */
export interface Coordinates {
  latitude: number;
  longitude: number;
}

const EARTH_RADIUS = 6371;

/**
 * Returns the distance between two positions in kilometres, rounded to tens. A metro has the position of its airport,
 * so a smaller unit would not be accurate.
 */
export function kilometresApart(one: Coordinates, other: Coordinates): number {
  const [from, to] = [inRadians(one), inRadians(other)];
  const half = (a: number, b: number) => Math.sin((b - a) / 2) ** 2;
  const across =
    half(from.latitude, to.latitude) +
    Math.cos(from.latitude) * Math.cos(to.latitude) * half(from.longitude, to.longitude);
  return Math.round((2 * EARTH_RADIUS * Math.asin(Math.sqrt(across))) / 10) * 10;
}

/** Returns the position of an airport, metro or city by its three-letter code, or `undefined` if it is unknown. */
export function coordinatesOf(code: string | undefined): Coordinates | undefined {
  if (code === undefined || !/^[a-z]{3}$/i.test(code)) return undefined;
  const row = new RegExp(`\\b${code.toUpperCase()} (\\S+) ([^,\\s]+)`).exec(AIRPORTS);
  return row === null ? undefined : { latitude: Number(row[1]), longitude: Number(row[2]) };
}

/**
 * Parses coordinates such as `52.37,4.90`. Returns `undefined` for other text and for values beyond ±90 and ±180
 * degrees.
 */
export function parseCoordinates(text: string): Coordinates | undefined {
  const [, latitude, longitude] = PAIR.exec(text.trim()) ?? [];
  if (latitude === undefined || longitude === undefined) return undefined;
  const found = { latitude: Number(latitude), longitude: Number(longitude) };
  return Math.abs(found.latitude) <= 90 && Math.abs(found.longitude) <= 180 ? found : undefined;
}

/** Whether a text has the form of coordinates. The values may be out of range. */
export function looksLikeCoordinates(text: string): boolean {
  return /^[-+\d.,\s°]+$/.test(text.trim());
}

const PAIR = /^([-+]?\d{1,3}(?:\.\d+)?)\s*,\s*([-+]?\d{1,3}(?:\.\d+)?)$/;

function inRadians({ latitude, longitude }: Coordinates): Coordinates {
  return { latitude: (latitude * Math.PI) / 180, longitude: (longitude * Math.PI) / 180 };
}
