/** A changed requirement against the slot that a port has: it moves only where it has to. */

import { misses, type Place, sameText, told } from "../../domain/slot-requirement";
import { speedsDiffer } from "../../domain/speed";
import { isUnknown, type Props } from "../../run/property-values";
import type { Siblings } from "../../run/siblings";

const KEYS = ["facility", "site", "metro", "speed", "avoidDevices"] as const;
type Key = (typeof KEYS)[number];

export interface RequirementDifference {
  /** Whether it is another requirement, met or not. */
  changes: boolean;
  /** What the present slot does not meet any more, a few words each. */
  unmet: string[];
  /** What it does not meet either, and preview could not know: no reason to move a live port yet. */
  news: string[];
}

/**
 * Only what the program changed is held against the present slot. The rest was met when the port
 * was ordered; where an answer of the API says otherwise since then, a live port is not moved for
 * it.
 */
export function requirementDifference(
  state: Props,
  declared: Props,
  siblings: Siblings,
): RequirementDifference {
  if (isUnknown(declared.slot)) return { changes: true, unmet: [], news: [] };
  const [before, now] = [propsOf(state.slot), propsOf(declared.slot)];
  const changed = KEYS.filter((key) => !same(key, before[key], now[key]));
  const known = (key: Key) => (changed.includes(key) ? textOf(now[key]) : undefined);
  const requirement = {
    facility: known("facility"),
    site: known("site"),
    metro: known("metro"),
    speed: known("speed"),
  };
  const avoided = changed.includes("avoidDevices") ? devicesOf(now.avoidDevices) : [];
  const isNew = (device: string) => siblings.isNews(state.accountId, device);
  const place = placeInState(state);
  const announced = avoided.filter((device) => !isNew(device));
  return {
    changes: changed.length > 0,
    unmet: misses({ ...requirement, avoidDevices: announced }, place),
    news: misses({ avoidDevices: avoided.filter(isNew) }, place),
  };
}

function same(key: Key, before: unknown, now: unknown): boolean {
  if (key === "avoidDevices") {
    if (isUnknown(now)) return false;
    const [one, other] = [devices(before), devices(now)];
    return one.length === other.length && one.every((device, index) => device === other[index]);
  }
  if (before === undefined || now === undefined) return before === now;
  if (isUnknown(now)) return false;
  const [one, other] = [String(before), String(now)];
  return sameText(one, other) || (key === "speed" && !speedsDiffer(one, other));
}

/** All that is listed, in one order and one case. */
function devices(value: unknown): string[] {
  return (Array.isArray(value) ? value : []).map((device) => String(device).toLowerCase()).sort();
}

/** What a preview knows of it. */
function devicesOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : []).flatMap((device) => textOf(device) ?? []);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && !isUnknown(value) ? value : undefined;
}

function propsOf(value: unknown): Props {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function placeInState({ facility, site, speed, device }: Props): Place {
  const name =
    typeof facility === "object" && facility !== null && "name" in facility
      ? facility.name
      : undefined;
  return { facility: told(name), site: told(site), speed: told(speed), device: told(device) };
}
