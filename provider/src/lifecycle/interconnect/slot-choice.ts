/** Chooses a slot that meets a requirement. The same list of slots always leads to the same choice. */

import { distinct } from "../../domain/distinct";
import { CniError } from "../../domain/errors";
import { kilometresBetween, nearestBy, someOf } from "../../domain/near-places";
import type { SlotObject } from "../../domain/objects";
import {
  avoids,
  inWords,
  metroOf,
  placeOfSlot,
  type SlotRequirement,
  sameText,
  unmetRequirements,
} from "../../domain/slot-requirement";
import { compare } from "../../domain/text";

const MAX_SHOWN = 5;

/** IDs of slots that the API lists as free but that cannot be ordered, in lower case. */
export interface UnavailableSlots {
  /** Slots that are reserved for another resource of this program. */
  reserved: ReadonlySet<string>;
  /** Slots that someone else has ordered since they were listed. */
  lost: ReadonlySet<string>;
}

/**
 * Chooses the first free slot that meets the requirement, sorted by site, device and ID. If no slot meets it, throws a
 * `CniError` that lists alternatives.
 */
export function chooseSlot(
  requirement: SlotRequirement,
  slots: readonly SlotObject[],
  unavailable: UnavailableSlots,
  isPreferred: (slot: SlotObject) => boolean = () => false,
): SlotObject {
  const anyDevice = { ...requirement, avoidDevices: [] };
  const matching = slots
    .filter((slot) => unmetRequirements(anyDevice, placeOfSlot(slot)).length === 0)
    .filter((slot) => isCertainMatch(requirement, slot))
    .toSorted(compareSlots);
  const free = matching.filter(
    (slot) => describeObstacle(requirement, slot, unavailable) === undefined,
  );
  const chosen = free.find(isPreferred) ?? free[0];
  if (chosen !== undefined) return chosen;

  const reasons = matching.map(
    (slot) =>
      `${slot.id}${slot.device ? ` on ${slot.device}` : ""} ${describeObstacle(requirement, slot, unavailable)}`,
  );
  const elsewhere = describeFreeElsewhere(requirement, slots, unavailable);
  throw new CniError(
    [
      `No free slot meets slot (${inWords(requirement)}). ${
        elsewhere.length > 0
          ? "Change slot to match a free slot below, or ask Cloudflare's account team for a port there."
          : "Ask Cloudflare's account team for a port there."
      }`,
      reasons.length > 0
        ? `Matching slots: ${someOf(reasons)}.`
        : "The API lists no matching slot, free or occupied.",
      ...(elsewhere.length > 0 ? elsewhere : ["No other slot is free nearby."]),
    ].join("\n"),
  );
}

/** Whether facility and metro match exactly. A partial match is not certain enough for an order. */
function isCertainMatch({ facility, metro }: SlotRequirement, slot: SlotObject): boolean {
  return (
    (facility === undefined || sameText(facility, slot.facility.name)) &&
    (metro === undefined || sameText(metro, metroOf(slot.site)))
  );
}

/** Describes why a slot cannot be ordered. Returns `undefined` if it can be. */
function describeObstacle(
  requirement: SlotRequirement,
  slot: SlotObject,
  { reserved, lost }: UnavailableSlots,
): string | undefined {
  const id = slot.id.toLowerCase();
  if (slot.occupied) return "is occupied";
  if (lost.has(id)) return "has just become occupied";
  if (reserved.has(id)) return "is reserved for another resource of this program";
  if (requirement.avoidDevices.length === 0) return undefined;
  // A slot on an unknown device may be on a device to avoid.
  if (!slot.device) return "is on an unknown device, which may be one to avoid";
  return avoids(requirement, slot.device) ? "is on a device to avoid" : undefined;
}

/** Lists free slots in the same metro, followed by slots of the same speed in other metros, sorted by distance. */
function describeFreeElsewhere(
  requirement: SlotRequirement,
  slots: readonly SlotObject[],
  unavailable: UnavailableSlots,
): string[] {
  const free = slots
    .filter((slot) => describeObstacle(requirement, slot, unavailable) === undefined)
    .toSorted(compareSlots);
  const metros = distinct([
    requirement.metro?.toUpperCase() ?? metroOf(requirement.site),
    ...slots
      .filter(({ facility }) => sameText(facility.name, requirement.facility))
      .map(({ site }) => metroOf(site)),
  ]);
  const { speed, avoidDevices } = requirement;
  const atSpeed = (slot: SlotObject) =>
    unmetRequirements({ speed, avoidDevices }, placeOfSlot(slot)).length === 0;
  const isNear = ({ site }: SlotObject) => metros.includes(metroOf(site) ?? "");
  const near = free.filter(isNear);
  const far = free.filter((slot) => !isNear(slot) && atSpeed(slot));
  const kilometresTo = ({ site }: SlotObject) => {
    const known = distinct(metros.map((metro) => kilometresBetween(metro, metroOf(site) ?? "")));
    return known.length > 0 ? Math.min(...known) : undefined;
  };
  const byDistance = nearestBy(far, (slot) => kilometresTo(slot) ?? Number.POSITIVE_INFINITY);

  const nearby = countDuplicates([
    ...near.filter(atSpeed).map((slot) => describeSlot(slot)),
    ...near.filter((slot) => !atSpeed(slot)).map((slot) => describeSlot(slot)),
  ]).slice(0, MAX_SHOWN);
  const elsewhere = countDuplicates(
    byDistance.map(([slot, km]) => describeSlot(slot, Number.isFinite(km) ? km : undefined)),
  ).slice(0, MAX_SHOWN - nearby.length);
  return [
    ...(nearby.length > 0 ? [`Free nearby: ${nearby.join("; ")}.`] : []),
    ...(elsewhere.length > 0 ? [`Free elsewhere: ${elsewhere.join("; ")}.`] : []),
  ];
}

function describeSlot({ speed, facility, site, device }: SlotObject, km?: number): string {
  const where = [`site ${site}`, device, km === undefined ? undefined : `about ${km} km`];
  return `${speed} at ${facility.name} (${where.filter(Boolean).join(", ")})`;
}

/** Merges equal texts and adds their count as a prefix. */
function countDuplicates(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([text, count]) => (count > 1 ? `${count} × ${text}` : text));
}

function compareSlots(one: SlotObject, other: SlotObject): number {
  return (
    compare(one.site, other.site) ||
    compare(one.device ?? "", other.device ?? "") ||
    compare(one.id, other.id)
  );
}
