/** Where the ports of a design are: what is one campus, and which devices it has. */

import { distinct } from "../domain/distinct";
import { type Diversity, findLocation } from "../domain/locations";
import { metroOf } from "../domain/slot-requirement";
import { normal } from "../domain/text";
import type { Port } from "./design";

/** What stands in the place of a name that is not known. */
export const UNKNOWN = "unknown";

/**
 * Facilities that share a street address, as one place: a fire does not read names. Ports whose
 * facility is not known are one such place for each metro, with no facility in it.
 */
export interface Campus {
  /** Names of its facilities; empty where that is not known. */
  facilities: readonly string[];
  addresses: readonly string[];
  metro: string | undefined;
  ports: readonly Port[];
  /** Known devices of its ports, each one once. */
  devices: readonly string[];
}

export function campusesOf(ports: readonly Port[]): Campus[] {
  let groups: { keys: readonly string[]; ports: readonly Port[] }[] = [];
  for (const port of ports) {
    const keys = keysOf(port);
    const same = groups.filter((group) => group.keys.some((key) => keys.includes(key)));
    groups = groups.filter((group) => !same.includes(group));
    groups.push({
      keys: distinct([...same.flatMap((group) => group.keys), ...keys]),
      ports: [...same.flatMap((group) => group.ports), port],
    });
  }
  return groups.map((group) => ({
    facilities: distinct(group.ports.map(facilityOf)),
    addresses: distinct(group.ports.map(addressOf)),
    metro: distinct(group.ports.map(metroOfPort))[0],
    ports: group.ports,
    devices: distinct(group.ports.map(deviceOf)),
  }));
}

/** Whether two places are surely not one: in different metros, or at different addresses. */
function areApart(one: Campus, other: Campus): boolean {
  const differ = one.metro !== undefined && other.metro !== undefined && one.metro !== other.metro;
  return differ || (one.addresses.length > 0 && other.addresses.length > 0);
}

/** Whether any two of the places are surely not one. */
export function anyApart(campuses: readonly Campus[]): boolean {
  return campuses.some((one, at) => campuses.slice(at + 1).some((other) => areApart(one, other)));
}

export function nameOfCampus({ facilities }: Pick<Campus, "facilities">): string {
  return facilities.join(" + ") || UNKNOWN;
}

/** As it is published, where it is. */
export function facilityOf({ facility }: Port): string | undefined {
  return findLocation(facility)?.facility ?? text(facility);
}

function metroOfPort({ metro, facility, site }: Port): string | undefined {
  return text(metro)?.toUpperCase() ?? findLocation(facility)?.metro ?? metroOf(site);
}

export function deviceOf({ device }: Port): string | undefined {
  return text(device)?.toLowerCase();
}

export function isOnUnknownDevice(port: Port): boolean {
  return deviceOf(port) === undefined;
}

/** Diversity that Cloudflare publishes for the port's dataplane at its facility; otherwise `undefined`. */
export function diversityAt({ facility, dataplane = "v2" }: Port): Diversity | undefined {
  return findLocation(facility)?.diversity[dataplane];
}

/** Whether the facility has two devices for the port's dataplane, or Cloudflare publishes nothing about it. */
export function mayHaveTwoDevices(port: Port): boolean {
  const diversity = diversityAt(port);
  return diversity === undefined || diversity === "diverse";
}

export function siteOf({ site }: Port): string | undefined {
  return text(site)?.toLowerCase();
}

export function namesOf(items: readonly { name: string }[]): string[] {
  return items.map(({ name }) => name);
}

function keysOf(port: Port): string[] {
  const facility = facilityOf(port);
  const keys = distinct([facility && `name ${normal(facility)}`, addressOf(port)]);
  return keys.length > 0 ? keys : [`metro ${metroOfPort(port) ?? UNKNOWN}`];
}

const ABBREVIATIONS = new Map([
  ["street", "st"],
  ["avenue", "ave"],
  ["road", "rd"],
  ["boulevard", "blvd"],
  ["drive", "dr"],
  ["lane", "ln"],
  ["north", "n"],
  ["south", "s"],
  ["east", "e"],
  ["west", "w"],
]);

function addressOf({ address = [] }: Port): string | undefined {
  const words = address.flatMap((line) => line.toLowerCase().split(/[\s.,]+/));
  return text(normal(words.map((word) => ABBREVIATIONS.get(word) ?? word).join("")));
}

/** An empty text is a gap. */
function text(value: string | null | undefined): string | undefined {
  return value?.trim() || undefined;
}
