/** Slot requirements, and functions that compare them with a location. */

import type { InterconnectObject, SlotObject } from "./objects";
import { inert } from "./outside-text";
import { speedsDiffer } from "./speed";

/** Requirements for a slot, used instead of its ID. */
export interface SlotRequirement {
  facility?: string;
  site?: string;
  metro?: string;
  speed?: string;
  /** Cloudflare devices on which the slot must not be. */
  avoidDevices: readonly string[];
}

/** Location, speed and device of a port or slot. A missing field is unknown. */
export interface Place {
  facility?: string;
  site?: string;
  speed?: string;
  device?: string;
}

export function placeOfSlot({ facility, site, speed, device }: SlotObject): Place {
  return { facility: facility.name, site, speed, device };
}

/** Returns the location of a port. If the API omits fields of the port, they are read from its slot. */
export function placeOfPort(port: InterconnectObject, slots: readonly SlotObject[]): Place {
  const slot = slots.find(({ id }) => sameText(id, port.slotId));
  return {
    facility: nonEmptyText(port.facility?.name) ?? slot?.facility.name,
    site: nonEmptyText(port.site) ?? slot?.site,
    speed: nonEmptyText(port.speed) ?? slot?.speed,
    device: nonEmptyText(port.device) ?? slot?.device,
  };
}

/**
 * Returns phrases for the requirements that the location is known not to meet. Unknown fields are not reported, so an
 * empty list does not prove that the location meets the requirement.
 */
export function unmetRequirements(requirement: SlotRequirement, place: Place): string[] {
  const { facility, site, metro, speed, avoidDevices } = requirement;
  const present = metroOf(place.site);
  const found: string[] = [];
  if (facility && place.facility && !namesFacility(facility, place.facility)) {
    found.push(`facility ${quoted(facility)}, but it is at ${place.facility}`);
  }
  if (site && place.site && !sameText(site, place.site)) {
    found.push(`site ${quoted(site)}, but it is at ${place.site}`);
  }
  if (metro && present && !sameText(metro, present)) {
    found.push(`metro ${quoted(metro)}, but its site is ${place.site}`);
  }
  if (speedsDiffer(speed, place.speed)) found.push(`speed ${speed}, but it has ${place.speed}`);
  if (avoids(requirement, place.device)) {
    found.push(`avoidDevices ${quoted(avoidDevices)}, but it is on ${place.device}`);
  }
  return found;
}

export function avoids({ avoidDevices }: SlotRequirement, device: string | undefined): boolean {
  return avoidDevices.some((avoided) => sameText(avoided, device));
}

/** Returns the metro of a site. The API has no metros, but the name of each site begins with its metro (`ewr-a`). */
export function metroOf(site: string | undefined): string | undefined {
  return /^[a-z]{3}(?![a-z])/i.exec(site ?? "")?.[0].toUpperCase();
}

/**
 * Whether a text is the name of a facility or part of it. Parts must consist of whole words and numbers, so "NY1" does
 * not match NY11.
 */
export function namesFacility(text: string, name: string): boolean {
  const [part, whole] = [normal(text), normal(name)];
  const cutsNumber = (at: number) => /\d/.test(whole.charAt(at - 1)) && /\d/.test(whole.charAt(at));
  for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) {
    if (!cutsNumber(at) && !cutsNumber(at + part.length)) return true;
  }
  return false;
}

/** Whether two texts are equal, ignoring case and spacing. */
export function sameText(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && normal(one) === normal(other);
}

/** Describes a requirement, for example as `10G at "Equinix NY5" in metro EWR, not on ccr01.ewr-a`. */
export function inWords({ facility, site, metro, speed, avoidDevices }: SlotRequirement): string {
  const words = [
    speed,
    facility && `at ${quoted(facility)}`,
    site && `at site ${site}`,
    metro && `in metro ${metro.toUpperCase()}`,
  ];
  const avoided = avoidDevices.length > 0 ? `, not on ${avoidDevices.join(" or ")}` : "";
  return words.filter(Boolean).join(" ") + avoided;
}

/**
 * Normalizes text for comparison. Names from outputs and lookups are already safe to print, but names from the API are
 * not.
 */
function normal(text: string): string {
  return inert(text).trim().replace(/\s+/g, " ").toLowerCase();
}

/** Returns text from an API response. Empty text is treated as missing. */
export function nonEmptyText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function quoted(value: unknown): string {
  return JSON.stringify(value);
}
