/** Locations of the ports: campuses, facilities, metros and devices. */

import { distinct } from "../domain/distinct";
import { type DeviceCount, findLocation, findMetro } from "../domain/locations";
import { metroOf } from "../domain/slot-requirement";
import { normal } from "../domain/text";
import type { CustomerEnd, Dataplane, Port } from "./design";

/** Name that stands for an unknown location. */
export const UNKNOWN = "unknown";

/**
 * Facilities with the same street address. They can fail together. Ports at unknown facilities form one campus per
 * metro, and such a campus has no facilities.
 */
export interface Campus {
  /** Names of the facilities, or an empty list if they are unknown. */
  facilities: readonly string[];
  addresses: readonly string[];
  metro: string | undefined;
  ports: readonly Port[];
  /** Distinct known devices of the ports. */
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

/** Whether two campuses are known to be separate: they are in different metros, or both addresses are known. */
export function areSeparate(one: Campus, other: Campus): boolean {
  const isOtherMetro =
    one.metro !== undefined && other.metro !== undefined && one.metro !== other.metro;
  // Facilities with the same address already form one campus, so two campuses with known addresses have different
  // addresses.
  return isOtherMetro || (one.addresses.length > 0 && other.addresses.length > 0);
}

/** Whether any two of the campuses are known to be separate. */
export function hasSeparateCampuses(campuses: readonly Campus[]): boolean {
  return campuses.some((one, at) =>
    campuses.slice(at + 1).some((other) => areSeparate(one, other)),
  );
}

export function nameOfCampus({ facilities }: Pick<Campus, "facilities">): string {
  return facilities.join(" + ") || UNKNOWN;
}

/** Returns the name of the port's facility, in Cloudflare's spelling if the facility is published. */
export function facilityOf({ facility }: Port): string | undefined {
  return findLocation(facility)?.facility ?? text(facility);
}

export function metroOfPort({ metro, facility, site }: Port): string | undefined {
  return text(metro)?.toUpperCase() ?? findLocation(facility)?.metro ?? metroOf(site);
}

export function deviceOf({ device }: Port): string | undefined {
  return text(device)?.toLowerCase();
}

export function isOnUnknownDevice(port: Port): boolean {
  return deviceOf(port) === undefined;
}

export function dataplaneOf({ dataplane }: Port): Dataplane {
  return dataplane ?? "v2";
}

/**
 * Returns the number of devices that Cloudflare publishes for the port's dataplane at its facility, or `undefined` if
 * there is none.
 */
export function publishedDevices(port: Port): DeviceCount | undefined {
  return findLocation(port.facility)?.devices[dataplaneOf(port)];
}

/**
 * Returns the number of devices on v2 that the API lists at the port's facility, or 0 if it is unknown. The number
 * comes from a port that declares it, or from the devices of the slots and interconnects of all ports at the facility.
 */
export function devicesInApi(port: Port, ports: readonly Port[]): number {
  if (dataplaneOf(port) !== "v2") return 0;
  const there = portsBeside(port, ports);
  const inApi = there.filter(isInApi);
  const seen = Math.max(distinct(inApi.map(deviceOf)).length, Math.min(inApi.length, 1));
  return Math.max(seen, ...there.map(({ devicesInApi }) => devicesInApi ?? 0));
}

/** Returns the ports with the same dataplane at the same facility or address, including the port itself. */
function portsBeside(port: Port, ports: readonly Port[]): Port[] {
  const keys = keysOf(port);
  return ports.filter(
    (other) =>
      dataplaneOf(other) === dataplaneOf(port) && keysOf(other).some((key) => keys.includes(key)),
  );
}

function isInApi({ slot, interconnect }: Port): boolean {
  return slot !== undefined || interconnect !== undefined;
}

/**
 * Whether the port's metro is diverse for its dataplane. Cloudflare lists it as diverse, or the list has a number and
 * the API lists a second device. A metro that is missing from the list does not count as diverse.
 */
export function isInDiverseMetro(port: Port, ports: readonly Port[]): boolean {
  const published = findMetro(metroOfPort(port))?.[dataplaneOf(port)];
  if (published === undefined) return false;
  // If the list has no number, it marks the metro as not diverse. A second device in the API does not change this.
  return published.diverse || (published.devices !== "unknown" && devicesInMetro(port, ports) > 1);
}

/** Whether Cloudflare's list contains the port's metro. */
export function isInListedMetro(port: Port): boolean {
  return findMetro(metroOfPort(port)) !== undefined;
}

/** Returns the number of devices that the API lists in the port's metro, or 0 if it is unknown. */
function devicesInMetro(port: Port, ports: readonly Port[]): number {
  const inMetro = ports.filter((other) => metroOfPort(other) === metroOfPort(port));
  const perFacility = new Map<string | undefined, number>();
  for (const other of inMetro) {
    const counted = perFacility.get(facilityOf(other)) ?? 0;
    perFacility.set(facilityOf(other), Math.max(counted, devicesInApi(other, inMetro)));
  }
  return [...perFacility.values()].reduce((sum, devices) => sum + devices, 0);
}

/**
 * Whether the port's facility has two devices for its dataplane and is in a diverse metro. At a facility that
 * Cloudflare does not list, the devices of the ports are counted.
 */
export function hasTwoDevices(port: Port, ports: readonly Port[]): boolean {
  const published = publishedDevices(port);
  if (!isInDiverseMetro(port, ports) || facilityOf(port) === undefined) return false;
  const named = distinct(portsBeside(port, ports).map(deviceOf)).length;
  const known = published === undefined ? named : published === "unknown" ? 0 : published;
  return Math.max(known, devicesInApi(port, ports)) > 1;
}

/**
 * Whether Cloudflare promises maintenance on different days for two devices at the port's facility. It does so only on
 * v2.
 */
export function promisesSeparateDays(port: Port, ports: readonly Port[]): boolean {
  return dataplaneOf(port) === "v2" && hasTwoDevices(port, ports);
}

export function siteOf({ site }: Port): string | undefined {
  return text(site)?.toLowerCase();
}

/** Returns the name of a part of the port's customer end. */
export function endOf({ customer }: Port, of: keyof CustomerEnd): string | undefined {
  return text(customer?.[of]);
}

export function byName(ports: readonly Port[]): ReadonlyMap<string, Port> {
  return new Map(ports.map((port) => [port.name, port]));
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

/** Trims a text. Returns `undefined` if the result is empty. */
function text(value: string | null | undefined): string | undefined {
  return value?.trim() || undefined;
}
