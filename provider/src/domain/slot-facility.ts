/** Finds the facility that a slot requirement names. */
import { CniError } from "./errors";
import { facilityHint, someOf } from "./near-places";
import type { SlotObject } from "./objects";
import {
  namesFacility,
  placeOfSlot,
  type SlotRequirement,
  sameText,
  unmetRequirements,
} from "./slot-requirement";
import { compare } from "./text";
import { noSlotsMessage } from "./unknown-places";

/**
 * Returns the requirement with the full name of its facility. An exact name is preferred. Otherwise, the text must be
 * part of the name of exactly one facility. Throws if no facility or more than one matches.
 */
export function withFacility(
  requirement: SlotRequirement,
  slots: readonly SlotObject[],
): SlotRequirement {
  const { facility: text } = requirement;
  if (text === undefined) return requirement;
  const elsewhere = { ...requirement, facility: undefined, speed: undefined, avoidDevices: [] };
  const around = slots.filter(
    (slot) => unmetRequirements(elsewhere, placeOfSlot(slot)).length === 0,
  );
  const names = facilitiesOf(around);
  const exact = facilitiesOf(slots).find((name) => sameText(name, text));
  const [only, ...others] =
    exact === undefined ? names.filter((name) => namesFacility(text, name)) : [exact];
  if (only === undefined) {
    const hint = facilityHint(text, names.length > 0 ? names : facilitiesOf(slots));
    throw new CniError(noSlotsMessage("slot.facility", text, hint));
  }
  if (others.length > 0) {
    throw new CniError(
      `slot.facility ${JSON.stringify(text)} is ambiguous: ${someOf([only, ...others])}. Use one of these full names, or also set a site or metro.`,
    );
  }
  return { ...requirement, facility: only };
}

function facilitiesOf(slots: readonly SlotObject[]): string[] {
  return [...new Set(slots.map(({ facility }) => facility.name))].sort(compare);
}
