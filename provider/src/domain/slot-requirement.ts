/** What a slot must be like, and whether a place is like that. */

import type { InterconnectObject, SlotObject } from "./objects";
import { inert } from "./outside-text";
import { speedsDiffer } from "./speed";

/** A slot by what it must be like, instead of by its id. */
export interface SlotRequirement {
  facility?: string;
  site?: string;
  metro?: string;
  speed?: string;
  /** Cloudflare devices that the slot must not be on. */
  avoidDevices: readonly string[];
}

/** Where something is, as far as that is told. */
export interface Place {
  facility?: string;
  site?: string;
  speed?: string;
  device?: string;
}

export function placeOfSlot({ facility, site, speed, device }: SlotObject): Place {
  return { facility: facility.name, site, speed, device };
}

/** The place of a port; what its own answer leaves out, the slot that it is on may tell. */
export function placeOfPort(port: InterconnectObject, slots: readonly SlotObject[]): Place {
  const slot = slots.find(({ id }) => sameText(id, port.slotId));
  return {
    facility: told(port.facility?.name) ?? slot?.facility.name,
    site: told(port.site) ?? slot?.site,
    speed: told(port.speed) ?? slot?.speed,
    device: told(port.device) ?? slot?.device,
  };
}

/**
 * What of the requirement the place surely does not meet, a few words each. What is not told is no
 * proof of anything: whoever needs certainty asks for it.
 */
export function misses(requirement: SlotRequirement, place: Place): string[] {
  const { facility, site, metro, speed, avoidDevices } = requirement;
  const present = metroOf(place.site);
  const found: string[] = [];
  if (facility && place.facility && !namesFacility(facility, place.facility)) {
    found.push(`facility ${quoted(facility)} and it is at ${place.facility}`);
  }
  if (site && place.site && !sameText(site, place.site)) {
    found.push(`site ${quoted(site)} and it is at ${place.site}`);
  }
  if (metro && present && !sameText(metro, present)) {
    found.push(`metro ${quoted(metro)} and its site is ${place.site}`);
  }
  if (speedsDiffer(speed, place.speed)) found.push(`speed ${speed} and it has ${place.speed}`);
  if (avoids(requirement, place.device)) {
    found.push(`avoidDevices ${quoted(avoidDevices)} and it is on ${place.device}`);
  }
  return found;
}

/** Whether a device is one to avoid. */
export function avoids({ avoidDevices }: SlotRequirement, device: string | undefined): boolean {
  return avoidDevices.some((avoided) => sameText(avoided, device));
}

/** The metro of a site. The API tells no metro; its site names begin with one (`ewr-a`). */
export function metroOf(site: string | undefined): string | undefined {
  return /^[a-z]{3}(?![a-z])/i.exec(site ?? "")?.[0].toUpperCase();
}

/**
 * Whether a text may mean a facility: its name, or a part of it. A part that cuts a number in two
 * is none, so that "NY1" never means NY11.
 */
export function namesFacility(text: string, name: string): boolean {
  const [part, whole] = [normal(text), normal(name)];
  const cutsNumber = (at: number) => /\d/.test(whole.charAt(at - 1)) && /\d/.test(whole.charAt(at));
  for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) {
    if (!cutsNumber(at) && !cutsNumber(at + part.length)) return true;
  }
  return false;
}

/** Case and spacing are no difference. */
export function sameText(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && normal(one) === normal(other);
}

/** The requirement in words: `10G at "Equinix NY5" in metro EWR, not on ccr01.ewr-a`. */
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

/** A name from an output or a lookup is inert, one from the API is not. */
function normal(text: string): string {
  return inert(text).trim().replace(/\s+/g, " ").toLowerCase();
}

/** An empty text in an answer is a gap in it. */
export function told(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function quoted(value: unknown): string {
  return JSON.stringify(value);
}
