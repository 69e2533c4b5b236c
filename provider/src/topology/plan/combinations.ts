/** Finds combinations of devices that may achieve an intent, the nearest first. */

import { distinct } from "../../domain/distinct";
import { groupBy } from "../../domain/group-by";
import { compare } from "../../domain/text";
import type { Intent } from "../design";
import { fulfils, intentOf } from "../intent";
import { distanceOf, type FreeDevice, type FreeFacility } from "./facilities";

/** Devices that all get the same number of ports. */
export interface Combination {
  devices: readonly FreeDevice[];
  facilities: readonly FreeFacility[];
  /**
   * Kilometres from each facility to the nearest place, plus the kilometres from each other place to the nearest
   * facility. Every place therefore counts.
   */
  distance: number;
}

/** Maximum number of facilities or metros from which combinations of three are tried. */
const MAX_FOR_THREE = 8;

/**
 * Lists the combinations of at most two facilities or metros. Use {@link achieves} to find those that achieve the
 * intent.
 */
export function combinationsFor(
  intent: Intent,
  facilities: readonly FreeFacility[],
): Combination[] {
  const parts = partsFor(intent, facilities);
  return sorted([...parts, ...pairs(parts, intent)]);
}

/** Lists the combinations of three facilities or metros. Only the nearest ones are combined. */
export function combinationsOfThree(
  intent: Intent,
  facilities: readonly FreeFacility[],
): Combination[] {
  const parts = sorted(partsFor(intent, facilities)).slice(0, MAX_FOR_THREE);
  const triples = parts.flatMap((one, at) =>
    pairs(parts.slice(at + 1), intent).flatMap((two) => joined(one, two, intent)),
  );
  return sorted(triples);
}

/**
 * Returns the parts of combinations: the devices of one facility, or of one metro if the intent needs diverse devices
 * in it.
 */
function partsFor(intent: Intent, facilities: readonly FreeFacility[]): Combination[] {
  const ofFacilities = facilities.flatMap(({ devices }) => {
    const [one, two] = devices;
    if (one === undefined) return [];
    return [toCombination([one]), ...(two === undefined ? [] : [toCombination([one, two])])];
  });
  if (intent !== "site-and-device-diverse") return ofFacilities;
  const ofMetros = [...groupBy(facilities, ({ metro }) => metro).values()].flatMap((inMetro) =>
    inMetro.flatMap((one, at) =>
      inMetro.slice(at + 1).flatMap((other) => {
        const [first, second] = [one.devices[0], other.devices[0]];
        return first && second ? [toCombination([first, second])] : [];
      }),
    ),
  );
  return [...ofFacilities, ...ofMetros].filter((part) => achieves(part, "device-diverse"));
}

function pairs(parts: readonly Combination[], intent: Intent): Combination[] {
  if (intent === "single") return [];
  return parts.flatMap((one, at) =>
    parts.slice(at + 1).flatMap((other) => joined(one, other, intent)),
  );
}

/**
 * Joins two combinations. Does not join them if they share a facility, or if they share a metro and the intent needs
 * different metros.
 */
function joined(one: Combination, other: Combination, intent: Intent): Combination[] {
  const placeOf = ({ name, metro }: FreeFacility) =>
    intent === "site-and-device-diverse" ? metro : name;
  const taken = one.facilities.map(placeOf);
  if (other.facilities.some((facility) => taken.includes(placeOf(facility)))) return [];
  return [toCombination([...one.devices, ...other.devices])];
}

function toCombination(unsorted: readonly FreeDevice[]): Combination {
  const devices = unsorted.toSorted(
    (one, other) =>
      distanceOf(one.facility) - distanceOf(other.facility) ||
      compare(one.facility.name, other.facility.name),
  );
  const facilities = distinct(devices.map(({ facility }) => facility));
  return { devices, facilities, distance: distanceInAll(facilities) };
}

function distanceInAll(facilities: readonly FreeFacility[]): number {
  const places = facilities[0]?.kilometres ?? [];
  const toFacilities = places.map((_, place) =>
    facilities.map(({ kilometres = [] }) => kilometres[place] ?? Number.POSITIVE_INFINITY),
  );
  const left = toFacilities.filter(
    (toEach) => !facilities.some((facility, at) => toEach[at] === distanceOf(facility)),
  );
  return [...facilities.map(distanceOf), ...left.map((toEach) => Math.min(...toEach))].reduce(
    (sum, km) => sum + km,
    0,
  );
}

/** Whether one port on each device achieves the intent according to the model. */
export function achieves({ devices }: Combination, intent: Intent): boolean {
  return fulfils(intentOf(devices.map(({ example }) => example)), intent);
}

/** Sorts combinations by distance and then by number of devices. */
function sorted(combinations: readonly Combination[]): Combination[] {
  return combinations.toSorted(
    (one, other) =>
      one.distance - other.distance ||
      one.devices.length - other.devices.length ||
      compare(nameOf(one), nameOf(other)),
  );
}

export function nameOf({ facilities }: { facilities: readonly { name: string }[] }): string {
  return facilities.map(({ name }) => name).join(" + ");
}
