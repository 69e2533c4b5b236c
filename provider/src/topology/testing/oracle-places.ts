/** Locations of ports for the oracle: which ports share a location, and which are known to be separate. */

import { findLocation, findMetro } from "../../domain/locations";
import type { Design, Intent, Port } from "../design";

function normal(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

export function dataplaneOf(port: Port): "v1" | "v2" {
  return port.dataplane ?? "v2";
}

export function metroOf(port: Port): string | undefined {
  const known = port.metro ?? findLocation(port.facility)?.metro ?? port.site?.slice(0, 3);
  return known?.toUpperCase();
}

/** Returns the street address on one line in a normalized spelling, or `undefined` if it is unknown. */
function addressOf(port: Port): string | undefined {
  if (port.address === undefined || port.address.length === 0) return undefined;
  return normal(port.address.join(" ").replaceAll(/\bstreet\b/gi, "St"));
}

/**
 * Whether two ports are at one campus. They have the same facility by name or address, or both facilities are unknown
 * and the metro is the same.
 */
export function areAtOneCampus(one: Port, other: Port): boolean {
  if (one.facility === undefined || other.facility === undefined) {
    return one.facility === other.facility && metroOf(one) === metroOf(other);
  }
  if (normal(one.facility) === normal(other.facility)) return true;
  return addressOf(one) !== undefined && addressOf(one) === addressOf(other);
}

/** Returns groups of ports at one campus, in the order of the first port of each group. */
export function campusesOf(ports: readonly Port[]): Port[][] {
  const groups: Port[][] = [];
  for (const port of ports) {
    const near = groups.filter((group) => group.some((other) => areAtOneCampus(port, other)));
    const [first, ...rest] = near;
    if (first === undefined) groups.push([port]);
    else {
      first.push(port);
      for (const group of rest) {
        first.push(...group);
        groups.splice(groups.indexOf(group), 1);
      }
    }
  }
  return groups;
}

function areInDifferentMetros(one: Port, other: Port): boolean {
  const [here, there] = [metroOf(one), metroOf(other)];
  return here !== undefined && there !== undefined && here !== there;
}

/**
 * Whether two ports are known to be at different facilities. Two names in one metro do not prove this unless both
 * addresses are known.
 */
function areAtDifferentFacilities(one: Port, other: Port): boolean {
  if (areInDifferentMetros(one, other)) return true;
  const [here, there] = [addressOf(one), addressOf(other)];
  return here !== undefined && there !== undefined && here !== there;
}

function areOnDifferentDevices(one: Port, other: Port): boolean {
  if (one.device && other.device) return one.device !== other.device;
  return areAtDifferentFacilities(one, other);
}

/**
 * Returns the number of devices at the port's facility. It comes from the published list, or from the API if that
 * number is larger. Returns `undefined` if neither has a number.
 */
export function devicesAtFacility(port: Port, design: Design): number | undefined {
  const published = findLocation(port.facility)?.devices[dataplaneOf(port)];
  if (published === undefined || published === "unknown") return undefined;
  if (dataplaneOf(port) === "v1") return published;
  const neighbours = design.ports.filter(
    (other) => dataplaneOf(other) === "v2" && areAtOneCampus(port, other),
  );
  const seen = new Set(
    neighbours.filter((other) => other.slot ?? other.interconnect).map(({ device }) => device),
  );
  seen.delete(null);
  seen.delete(undefined);
  const listed = neighbours.map((other) => other.devicesInApi ?? 0);
  return Math.max(published, seen.size, ...listed);
}

/**
 * Whether the port's metro is diverse. Cloudflare lists it as diverse, or the list has a number and the API lists a
 * second device. A metro that is missing from the list does not count as diverse.
 */
export function isInDiverseMetro(port: Port, design: Design): boolean {
  const metro = findMetro(metroOf(port));
  if (metro === undefined) return false;
  const { diverse, devices } = metro[dataplaneOf(port)];
  return diverse || (devices !== "unknown" && (devicesAtFacility(port, design) ?? 0) > 1);
}

function areOnDiverseDevices(one: Port, other: Port, design: Design): boolean {
  if (!areOnDifferentDevices(one, other)) return false;
  if (areInDifferentMetros(one, other)) return true;
  const isOneMetro = metroOf(one) !== undefined && metroOf(one) === metroOf(other);
  if (!isOneMetro) return false;
  if (dataplaneOf(one) !== dataplaneOf(other) || !isInDiverseMetro(one, design)) return false;
  // Two device names contradict a facility with only one device, so the more cautious number applies.
  const counts = [devicesAtFacility(one, design), devicesAtFacility(other, design)];
  return !areAtOneCampus(one, other) || !counts.some((count) => count !== undefined && count < 2);
}

/** Returns the strongest intent that the ports achieve. Tries every pair and every combination of two pairs. */
export function oracleIntent(design: Design): Intent | "none" {
  const { ports } = design;
  const pairs = ports.flatMap((one, at) =>
    ports
      .slice(at + 1)
      .filter((other) => areOnDiverseDevices(one, other, design))
      .map((other): [Port, Port] => [one, other]),
  );
  const inOneMetro = pairs.filter(([one, other]) => metroOf(one) === metroOf(other));
  const metros = new Set(inOneMetro.map(([one]) => metroOf(one)));
  metros.delete(undefined);
  if (metros.size > 1) return "site-and-device-diverse";
  if (pairs.some(([one, other]) => areAtDifferentFacilities(one, other))) return "site-diverse";
  if (pairs.length > 0) return "device-diverse";
  return ports.length > 0 ? "single" : "none";
}
