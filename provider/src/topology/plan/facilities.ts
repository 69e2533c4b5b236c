/** Finds facilities with free slots and the devices of these slots. */

import { coordinatesOf, kilometresApart } from "../../domain/coordinates";
import { groupBy } from "../../domain/group-by";
import type { NamedPlace } from "../../domain/named-place";
import type { SlotObject } from "../../domain/objects";
import { namesFacility } from "../../domain/slot-requirement";
import { compare, normal } from "../../domain/text";
import type { Port } from "../design";
import { deviceOf, facilityOf, metroOfPort } from "../places";
import { countDevices, portOnSlot } from "../port-on-slot";

/** Port that can be ordered on a free slot. */
export type FreePort = ReturnType<typeof portOnSlot>;

/** Free slots on one device of a facility, or on its unknown devices. */
export interface FreeDevice {
  facility: FreeFacility;
  device: string | undefined;
  /** Any one of the ports. */
  example: Port;
  /** Ports by speed in Gbps, in the order in which the plan uses them. */
  ports: ReadonlyMap<number, readonly FreePort[]>;
}

export interface FreeFacility {
  name: string;
  metro: string | undefined;
  /** Kilometres to each place of the requirement, or `undefined` if the position of the facility is unknown. */
  kilometres: readonly number[] | undefined;
  /** Devices, those with the most free slots first and unknown devices last. */
  devices: readonly FreeDevice[];
}

/** Groups the free slots by facility and device. Includes only facilities whose names contain one of the texts. */
export function freeFacilities(
  slots: readonly SlotObject[],
  near: readonly NamedPlace[],
  names: readonly string[] = [],
): FreeFacility[] {
  const isChosen = (name: string) =>
    names.length === 0 || names.some((text) => namesFacility(text, name));
  return [...groupBy(slots, ({ facility }) => normal(facility.name)).values()].flatMap((there) => {
    const devices = countDevices(there);
    const ports = there
      .filter(({ occupied, facility }) => !occupied && isChosen(facility.name))
      .map((slot) => portOnSlot(slot, devices))
      .filter(({ speed }) => speed !== undefined);
    return ports.length === 0 ? [] : [facilityFrom(ports, near)];
  });
}

function facilityFrom(ports: readonly FreePort[], near: readonly NamedPlace[]): FreeFacility {
  const [first] = ports;
  const named: Port = { name: "", ...first };
  const metro = metroOfPort(named);
  const at = coordinatesOf(metro);
  const devices: FreeDevice[] = [];
  const facility: FreeFacility = {
    name: facilityOf(named) ?? "",
    metro,
    kilometres: at && near.map((place) => kilometresApart(place, at)),
    devices,
  };
  for (const [device, own] of groupBy(ports, (port) => deviceOf({ name: "", ...port }))) {
    const bySpeed = groupBy(
      own.toSorted((one, other) => compare(one.slot.id, other.slot.id)),
      ({ speed }) => speed ?? 0,
    );
    devices.push({ facility, device, example: { name: `${device}`, ...own[0] }, ports: bySpeed });
  }
  devices.sort(
    (one, other) =>
      Number(one.device === undefined) - Number(other.device === undefined) ||
      countFree(other) - countFree(one) ||
      compare(one.device ?? "", other.device ?? ""),
  );
  return facility;
}

export function countFree({ ports }: FreeDevice): number {
  return [...ports.values()].reduce((sum, { length }) => sum + length, 0);
}

/**
 * Returns the kilometres from a facility to the nearest place. Returns 0 if the requirement names no place, and
 * infinity if the position of the facility is unknown.
 */
export function distanceOf({ kilometres }: FreeFacility): number {
  if (kilometres === undefined) return Number.POSITIVE_INFINITY;
  return kilometres.length === 0 ? 0 : Math.min(...kilometres);
}
