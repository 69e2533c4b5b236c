/** Determines the location of a port from its slot. */

import { distinct } from "../domain/distinct";
import type { SlotObject } from "../domain/objects";
import { sameText } from "../domain/slot-requirement";
import { gigabitsOf } from "../domain/speed";
import type { Port } from "./design";

/** Returns the properties of a port that its slot determines. `devicesInApi` is the number of devices at its facility. */
export function portOnSlot(
  { id, occupied, facility, site, device, speed: text }: SlotObject,
  devicesInApi: number,
) {
  const speed = gigabitsOf(text);
  return {
    kind: "direct",
    speed,
    facility: facility.name,
    address: facility.address,
    site,
    device,
    devicesInApi,
    slot: { id, occupied, speed },
  } satisfies Omit<Port, "name">;
}

/** Counts the devices of the slots at a facility. */
export function countDevicesAt(facility: string, slots: readonly SlotObject[]): number {
  return countDevices(slots.filter((slot) => sameText(slot.facility.name, facility)));
}

/** Counts the devices of slots. A slot is on a device even if the API does not name the device. */
export function countDevices(slots: readonly SlotObject[]): number {
  return Math.max(1, distinct(slots.map(({ device }) => device)).length);
}
