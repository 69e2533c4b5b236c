/**
 * Compares a changed slot requirement with the present slot. The port moves only if its slot no longer meets the
 * requirement.
 */

import {
  nonEmptyText,
  type Place,
  sameText,
  unmetRequirements,
} from "../../domain/slot-requirement";
import { speedsDiffer } from "../../domain/speed";
import { isUnknown, type Props } from "../../run/property-values";
import type { Siblings } from "../../run/siblings";

const KEYS = ["facility", "site", "metro", "speed", "avoidDevices"] as const;
type Key = (typeof KEYS)[number];

export interface RequirementDifference {
  /** Whether the requirement changed. The slot may still meet it. */
  changes: boolean;
  /** Short descriptions of the parts of the requirement that the present slot no longer meets. */
  unmet: string[];
  /** Unmet parts that preview could not detect. They do not replace a live port in this run. */
  unforeseen: string[];
}

/**
 * Compares only the changed parts of the requirement with the present slot. The slot met the other parts when the port
 * was ordered, and a later response from the API must not replace a live port.
 */
export function diffRequirement(
  state: Props,
  declared: Props,
  siblings: Siblings,
): RequirementDifference {
  if (isUnknown(declared.slot)) return { changes: true, unmet: [], unforeseen: [] };
  const [before, now] = [toProps(state.slot), toProps(declared.slot)];
  const changed = KEYS.filter((key) => !isSame(key, before[key], now[key]));
  const changedText = (key: Key) => (changed.includes(key) ? readKnownText(now[key]) : undefined);
  const requirement = {
    facility: changedText("facility"),
    site: changedText("site"),
    metro: changedText("metro"),
    speed: changedText("speed"),
  };
  const avoided = changed.includes("avoidDevices") ? readKnownDevices(now.avoidDevices) : [];
  const isUnforeseen = (device: string) => siblings.isNews(state.accountId, device);
  const place = placeInState(state);
  const announced = avoided.filter((device) => !isUnforeseen(device));
  return {
    changes: changed.length > 0,
    unmet: unmetRequirements({ ...requirement, avoidDevices: announced }, place),
    unforeseen: unmetRequirements({ avoidDevices: avoided.filter(isUnforeseen) }, place),
  };
}

function isSame(key: Key, before: unknown, now: unknown): boolean {
  if (key === "avoidDevices") {
    if (isUnknown(now)) return false;
    const [one, other] = [normalizeDevices(before), normalizeDevices(now)];
    return one.length === other.length && one.every((device, index) => device === other[index]);
  }
  if (before === undefined || now === undefined) return before === now;
  if (isUnknown(now)) return false;
  const [one, other] = [String(before), String(now)];
  return sameText(one, other) || (key === "speed" && !speedsDiffer(one, other));
}

/** Sorts device names and converts them to lower case. */
function normalizeDevices(value: unknown): string[] {
  return (Array.isArray(value) ? value : []).map((device) => String(device).toLowerCase()).sort();
}

function readKnownDevices(value: unknown): string[] {
  return (Array.isArray(value) ? value : []).flatMap((device) => readKnownText(device) ?? []);
}

function readKnownText(value: unknown): string | undefined {
  return typeof value === "string" && !isUnknown(value) ? value : undefined;
}

function toProps(value: unknown): Props {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function placeInState({ facility, site, speed, device }: Props): Place {
  const name =
    typeof facility === "object" && facility !== null && "name" in facility
      ? facility.name
      : undefined;
  return {
    facility: nonEmptyText(name),
    site: nonEmptyText(site),
    speed: nonEmptyText(speed),
    device: nonEmptyText(device),
  };
}
