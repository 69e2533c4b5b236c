/**
 * Intents: what each intent promises, and which intent a set of ports achieves.
 *
 * | Intent                    | Promise                                   | Sufficient ports                                     |
 * | ------------------------- | ----------------------------------------- | ---------------------------------------------------- |
 * | `single`                  | none                                      | 1                                                    |
 * | `device-diverse`          | a port remains if any one device fails    | 2 on diverse devices                                 |
 * | `site-diverse`            | and if any one facility fails             | 2 on diverse devices, in different facilities        |
 * | `site-and-device-diverse` | and if any one metro fails, with a spare  | 2 on diverse devices in each of 2 metros             |
 * |                           | device remaining                          |                                                      |
 *
 * Two ports are on **diverse devices** if no device, and no other single point of failure within Cloudflare's network,
 * takes down both. Devices in different metros are always diverse. Devices of one dataplane in the same metro are
 * diverse if Cloudflare lists the metro as diverse for that dataplane, whether they are in one facility or in two. If
 * Cloudflare does not list the metro as diverse, or does not list it at all, even devices in two facilities do not
 * count as diverse.
 *
 * Comparable published promises: Cloudflare keeps 1 of 2 ports on diverse devices of one location up during routine
 * maintenance, and 3 of 4 over two locations. AWS calls two sites high resiliency (99.9 %), and two devices at each of
 * two sites maximum resiliency. Google requires two metros for 99.99 %.
 *
 * Only known values count. Devices are different if their names differ or if they are in different facilities.
 * Facilities are different if their metros or street addresses differ, because two names may belong to one campus.
 */

import { distinct } from "../domain/distinct";
import type { Intent, Port } from "./design";
import {
  areSeparate,
  type Campus,
  campusesOf,
  dataplaneOf,
  deviceOf,
  hasTwoDevices,
  isInDiverseMetro,
  metroOfPort,
} from "./places";

/** All intents from weakest to strongest. Each intent also includes the weaker intents before it. */
export const INTENTS: readonly Intent[] = [
  "single",
  "device-diverse",
  "site-diverse",
  "site-and-device-diverse",
];

/** Number of ports that each intent needs. */
export const PORTS_NEEDED: Record<Intent, number> = {
  single: 1,
  "device-diverse": 2,
  "site-diverse": 2,
  "site-and-device-diverse": 4,
};

/** Whether a design that achieves `configured` also achieves `intent`. */
export function fulfils(configured: Intent | "none", intent: Intent): boolean {
  return configured !== "none" && INTENTS.indexOf(configured) >= INTENTS.indexOf(intent);
}

/** Whether the intent requires more than one facility. */
export function isSiteDiverse(intent: Intent): boolean {
  return fulfils(intent, "site-diverse");
}

/** Returns the strongest intent that the ports achieve, or `none` without ports. */
export function intentOf(ports: readonly Port[]): Intent | "none" {
  if (metrosWithDiverseDevices(ports).length > 1) return "site-and-device-diverse";
  const pairs = diversePairs(ports);
  if (pairs.some(({ areSeparate }) => areSeparate)) return "site-diverse";
  if (pairs.length > 0) return "device-diverse";
  return ports.length > 0 ? "single" : "none";
}

/** Returns the names of the known metros that have two ports on diverse devices. */
export function metrosWithDiverseDevices(ports: readonly Port[]): string[] {
  return distinct(ports.map(metroOfPort)).filter(
    (metro) => diversePairs(ports.filter((port) => metroOfPort(port) === metro)).length > 0,
  );
}

/** Position of a port. The intent does not distinguish ports at the same position. */
interface Position {
  port: Port;
  campus: Campus;
}

interface Pair {
  /** Whether the two facilities are known to be different buildings. */
  areSeparate: boolean;
}

/** Returns the pairs of positions that are on diverse devices. */
function diversePairs(ports: readonly Port[]): Pair[] {
  const positions = positionsOf(ports);
  return positions.flatMap((one, at) =>
    positions.slice(at + 1).flatMap((other) => {
      const isOneCampus = one.campus === other.campus;
      const pair = { areSeparate: !isOneCampus && areSeparate(one.campus, other.campus) };
      return areDiverse(one, other, pair, ports) ? [pair] : [];
    }),
  );
}

function areDiverse(one: Position, other: Position, pair: Pair, ports: readonly Port[]): boolean {
  const [device, otherDevice] = [deviceOf(one.port), deviceOf(other.port)];
  const areKnown = device !== undefined && otherDevice !== undefined;
  if (areKnown ? device === otherDevice : !pair.areSeparate) return false;
  const [metro, otherMetro] = [metroOfPort(one.port), metroOfPort(other.port)];
  if (metro !== undefined && otherMetro !== undefined && metro !== otherMetro) return true;
  const isOneFacility = one.campus === other.campus && one.campus.facilities.length > 0;
  const isDiverse = isOneFacility ? hasTwoDevices : isInDiverseMetro;
  return (
    metro !== undefined &&
    metro === otherMetro &&
    dataplaneOf(one.port) === dataplaneOf(other.port) &&
    isDiverse(one.port, ports) &&
    isDiverse(other.port, ports)
  );
}

function positionsOf(ports: readonly Port[]): Position[] {
  const positions = new Map<string, Position>();
  for (const campus of campusesOf(ports)) {
    for (const port of campus.ports) {
      const key = JSON.stringify([
        campus.facilities,
        campus.addresses,
        metroOfPort(port),
        dataplaneOf(port),
        // Ports on unknown devices may be on the same device, so they share a position.
        deviceOf(port),
      ]);
      if (!positions.has(key)) positions.set(key, { port, campus });
    }
  }
  return [...positions.values()];
}
