/** Places of ports as the oracle sees them: which ports share a place, and which are known to be apart. */

import { findLocation, findMetro } from "../../domain/locations";
import type { Design, Intent, Port } from "../design";

/** Text without case, spaces and punctuation. */
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

/** Street address on one line, in one spelling; `undefined` if it is unknown. */
function addressOf(port: Port): string | undefined {
  if (port.address === undefined || port.address.length === 0) return undefined;
  return normal(port.address.join(" ").replaceAll(/\bstreet\b/gi, "St"));
}

/** Whether two ports are at one campus: the same facility by name or address, or both unknown in one metro. */
export function areAtOneCampus(one: Port, other: Port): boolean {
  if (one.facility === undefined || other.facility === undefined) {
    return one.facility === other.facility && metroOf(one) === metroOf(other);
  }
  if (normal(one.facility) === normal(other.facility)) return true;
  return addressOf(one) !== undefined && addressOf(one) === addressOf(other);
}

/** Groups of ports at one campus, in the order of the first port of each. */
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

/** Only known values count, so two names of facilities in one metro prove nothing without two addresses. */
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
 * Number of devices at the port's facility, by the published list or by the API if that has more; `undefined` if neither
 * has a number.
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
 * Whether Cloudflare lists the port's metro as diverse, or the API has a second device where the list has a number. A
 * metro that is not in the list proves nothing.
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
  // Two device names contradict a facility with one device, so the cautious reading applies.
  const counts = [devicesAtFacility(one, design), devicesAtFacility(other, design)];
  return !areAtOneCampus(one, other) || !counts.some((count) => count !== undefined && count < 2);
}

/** Strongest intent that the ports achieve, found by trying every pair and every combination of two pairs. */
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
