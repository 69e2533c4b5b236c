/**
 * Places of a requirement that the account has no slots at. The published list is behind what
 * Cloudflare builds, so a place that is not on it is refused only if the API does not know it either.
 */

import type { CniApi } from "../api/client";
import { inOperation } from "../api/operation";
import type { SlotObject } from "../api/types";
import { cancelled } from "../engine/plugin-process";
import { isUnknown, type Props } from "../engine/props";
import { facilityHint, metroHint, PUBLISHED_METROS } from "../near-places";
import { nearest } from "../suggest";
import { LOCATIONS } from "../topology/locations";
import { metroOf, namesFacility, sameText } from "./slot-requirement";

/** How long preview waits for the API's word on a place, in milliseconds. */
const PATIENCE = 10_000;
const LIST = "List slots with `npx pulumi-cloudflare-cni slots`.";

interface Places {
  facility?: string;
  site?: string;
  metro?: string;
}

/** One sentence for each place without slots that the program declares anew. */
export async function unknownPlaces(
  declared: unknown,
  before: unknown,
  api: () => CniApi,
): Promise<string[]> {
  const [wanted, known] = [placesIn(declared), placesIn(before)];
  const places = {
    facility: changed(wanted.facility, known.facility),
    site: changed(wanted.site, known.site),
    metro: changed(wanted.metro, known.metro),
  };
  if (isPublished(places)) return [];
  const slots = await listedSlots(api);
  return slots === undefined ? [] : placesWithoutSlots(places, slots);
}

/** One sentence for each place without slots. `prefix` goes before the names of the places. */
export function placesWithoutSlots(
  { facility, site, metro }: Places,
  slots: readonly Pick<SlotObject, "site" | "facility">[],
  prefix = "slot.",
): string[] {
  const sites = distinct(slots.map((slot) => slot.site));
  const metros = distinct(sites.flatMap((one) => metroOf(one) ?? []));
  const facilities = distinct(slots.map((slot) => slot.facility.name));
  const problems: string[] = [];
  if (facility !== undefined && !facilities.some((name) => namesFacility(facility, name))) {
    problems.push(withoutSlots(`${prefix}facility`, facility, facilityHint(facility, facilities)));
  }
  if (site !== undefined && !sites.some((name) => sameText(site, name))) {
    problems.push(withoutSlots(`${prefix}site`, site, siteHint(site, sites, metros)));
  }
  if (metro !== undefined && !metros.some((name) => sameText(metro, name))) {
    problems.push(withoutSlots(`${prefix}metro`, metro, metroHint(metro, metros)));
  }
  return problems;
}

function siteHint(site: string, sites: readonly string[], metros: readonly string[]): string {
  const alike = nearest(site, sites);
  if (alike.length > 0) {
    return `Did you mean ${alike.map((one) => JSON.stringify(one)).join(" or ")}?`;
  }
  return metroHint(metroOf(site) ?? site, metros);
}

/** `slot.metro "JFK" has no slots.`, and what to write instead. */
export function withoutSlots(what: string, text: string, hint: string): string {
  return `${what} ${JSON.stringify(text)} has no slots. ${hint === "" ? LIST : hint}`;
}

/** Sites have no published names. */
function isPublished({ facility, site, metro }: Places): boolean {
  return (
    site === undefined &&
    (metro === undefined || PUBLISHED_METROS.includes(metro.toUpperCase())) &&
    (facility === undefined || LOCATIONS.some((one) => namesFacility(facility, one.facility)))
  );
}

/** Without an answer nothing is refused: the order would meet the same error, and tells it. */
async function listedSlots(api: () => CniApi): Promise<SlotObject[] | undefined> {
  const deadline = Date.now() + PATIENCE;
  try {
    return await inOperation({ signal: cancelled, deadline }, () => api().listSlots());
  } catch {
    return undefined;
  }
}

function placesIn(slot: unknown): Places {
  if (typeof slot !== "object" || slot === null) return {};
  const { facility, site, metro }: Props = { ...slot };
  return { facility: textOf(facility), site: textOf(site), metro: textOf(metro) };
}

/** What an existing port was ordered with is not judged again. */
function changed(now: string | undefined, before: string | undefined): string | undefined {
  return sameText(now, before) ? undefined : now;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && !isUnknown(value) ? value : undefined;
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
