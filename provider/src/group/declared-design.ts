/** Builds the design from the program's declaration, before anything is ordered. */
import { CniError } from "../domain/errors";
import { withFacility } from "../domain/slot-facility";
import { placeOfSlot, sameText, unmetRequirements } from "../domain/slot-requirement";
import { gigabitsOf } from "../domain/speed";
import type { GetInterconnectResult } from "../program/lookups/interconnects";
import type { GetMagicInterconnectResult } from "../program/lookups/magic-interconnects";
import type { GetSlotResult } from "../program/lookups/slots";
import type { Design, Port, SlotState } from "../topology/design";
import { countDevicesAt, portOnSlot } from "../topology/port-on-slot";
import type { DescribedPort, DescribedSlot, Description } from "./description";
import { needsDistinctDevices } from "./intents";
import type { RecordedPort } from "./recorded-ports";
import { buildSessions } from "./sessions";

/** Slots and interconnects of the account. */
export interface Inventory {
  slots: readonly GetSlotResult[];
  interconnects: readonly GetInterconnectResult[];
  /**
   * Interconnects in Magic. The list is empty if every session declares its health check, or if the API refuses the
   * list.
   */
  magicInterconnects: readonly GetMagicInterconnectResult[];
}

/** Builds the design. A port that the update does not move keeps the location that is recorded in the state. */
export function buildDeclaredDesign(
  description: Description,
  inventory: Inventory,
  recorded: ReadonlyMap<string, RecordedPort> = new Map(),
): Design {
  const ports = description.ports.map((port) => ({
    ...(findRecordedPlace(port, recorded.get(port.name)) ??
      findPlace(port, description, inventory)),
    name: port.name,
    distanceKm: port.distanceKm,
    customer: port.customer,
  }));
  return {
    ...description,
    ports,
    sessions: buildSessions(description, inventory.magicInterconnects),
  };
}

/**
 * Returns the recorded location of a port if the location meets the declaration, in which case the update does not move
 * the port.
 */
function findRecordedPlace(
  port: DescribedPort,
  at: RecordedPort | undefined,
): Partial<Port> | undefined {
  if (at === undefined || port.isGoogle) return undefined;
  const stays =
    port.slotId !== undefined
      ? sameText(port.slotId, at.slotId)
      : port.slot !== undefined &&
        unmetRequirements({ ...port.slot, avoidDevices: [] }, at).length === 0;
  if (!stays) return undefined;
  const { interconnect, slotId, facility, address, site, device } = at;
  const speed = gigabitsOf(port.speed ?? at.speed);
  const slot = slotId === undefined ? undefined : toOccupiedSlot(slotId, at);
  return { kind: "direct", interconnect, facility, address, site, device, speed, slot };
}

function toOccupiedSlot(id: string, { interconnect, speed }: RecordedPort): SlotState {
  return { id, occupied: true, occupiedBy: interconnect, speed: gigabitsOf(speed) };
}

function findPlace(
  port: DescribedPort,
  { intent }: Description,
  inventory: Inventory,
): Partial<Port> {
  const speed = gigabitsOf(port.speed);
  if (port.isGoogle) return { kind: "gcp_partner", speed };
  if (port.slotId !== undefined)
    return { ...findPlaceOnSlot(port, port.slotId, inventory), kind: "direct" };
  if (port.slot === undefined) return { kind: "direct", speed };
  // The order will choose a device and avoid the devices of the other ports, so a placeholder is enough here.
  const device = needsDistinctDevices(intent) ? `chosen for ${port.name}` : undefined;
  return { kind: "direct", ...findCommonPlace(port.slot, inventory), device };
}

function findPlaceOnSlot(
  { name, speed }: DescribedPort,
  slotId: string,
  inventory: Inventory,
): Partial<Port> {
  const slot = inventory.slots.find(({ id }) => sameText(id, slotId));
  if (slot === undefined) {
    throw new CniError(
      `slotId ${slotId} of port "${name}" is not in the API's list of slots. Choose a slot from getSlots({ occupied: false }), or set slot to your requirements.`,
    );
  }
  const carried = inventory.interconnects.find((port) => sameText(port.slotId, slotId))?.name;
  const place = portOnSlot(slot, countDevicesAt(slot.facility.name, inventory.slots));
  // This function does not check who owns the interconnect. If it is not in the group, ordering its slot fails.
  return {
    ...place,
    speed: speed === undefined ? place.speed : gigabitsOf(speed),
    interconnect: carried,
    slot: { ...place.slot, occupiedBy: carried },
  };
}

/** Returns the properties that all slots meeting the requirement share. */
function findCommonPlace(requirement: DescribedSlot, inventory: Inventory): Partial<Port> {
  const slots = inventory.slots.map((slot) => ({ ...slot, facility: slot.facility }));
  const exact = withFacility({ ...requirement, avoidDevices: [] }, slots);
  const meeting = slots.filter((slot) => unmetRequirements(exact, placeOfSlot(slot)).length === 0);
  const [first] = meeting;
  const same = (of: (slot: GetSlotResult) => string) =>
    first && meeting.every((slot) => of(slot) === of(first)) ? first : undefined;
  const facility = same((slot) => slot.facility.name)?.facility;
  return {
    facility: facility?.name ?? exact.facility,
    address: facility?.address,
    devicesInApi: facility && countDevicesAt(facility.name, inventory.slots),
    site: same(({ site }) => site)?.site ?? exact.site,
    metro: same(({ metro = "" }) => metro)?.metro ?? exact.metro,
    speed: gigabitsOf(exact.speed),
  };
}
