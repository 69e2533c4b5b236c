/**
 * Places of a requirement that are neither on the published list nor known to the account's API. The
 * list is behind what Cloudflare builds. A published place may have no slots today: the order tells.
 */

import type { CniApi } from "../../api/client";
import { inOperation } from "../../api/operation";
import { messageOf } from "../../domain/errors";
import { LOCATIONS } from "../../domain/locations";
import { facilityHint, metroHint, PUBLISHED_METROS } from "../../domain/near-places";
import type { SlotObject } from "../../domain/objects";
import { metroOf, namesFacility, sameText } from "../../domain/slot-requirement";
import { didYouMean } from "../../domain/suggest";
import { log } from "../../run/log";
import { cancelled } from "../../run/plugin-process";
import { isUnknown, type Props } from "../../run/property-values";
import { runOf } from "../../run/run-ports";
import { distinct } from "../../topology/places";

/** How long preview waits for the list of slots, in milliseconds. */
const PATIENCE = 3_000;
const LIST = "List slots with `npx pulumi-cloudflare-cni slots`.";

type Place = Pick<SlotObject, "site" | "facility">;

interface Places {
  facility?: string;
  site?: string;
  metro?: string;
}

/** One sentence for each place that the program declares anew and that nobody knows. */
export async function unknownPlaces(
  declared: unknown,
  before: unknown,
  api: () => CniApi,
): Promise<string[]> {
  const [wanted, known] = [placesIn(declared), placesIn(before)];
  const places = unpublished({
    facility: changed(wanted.facility, known.facility),
    site: changed(wanted.site, known.site),
    metro: changed(wanted.metro, known.metro),
  });
  if (Object.values(places).every((place) => place === undefined)) return [];
  const there = await placesOfAccount(api);
  return there === undefined ? [] : placesWithoutSlots(places, there);
}

/** One sentence for each place without slots. `prefix` goes before the names of the places. */
export function placesWithoutSlots(
  { facility, site, metro }: Places,
  slots: readonly Place[],
  prefix = "slot.",
): string[] {
  const sites = distinct(slots.map((slot) => slot.site)).sort();
  const metros = distinct(sites.map(metroOf)).sort();
  const facilities = distinct(slots.map((slot) => slot.facility.name)).sort();
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
  return didYouMean(site, sites) || metroHint(metroOf(site) ?? site, metros);
}

/** `slot.metro "JFK" has no slots.`, and what to write instead. */
export function withoutSlots(what: string, text: string, hint: string): string {
  return `${what} ${JSON.stringify(text)} has no slots. ${hint === "" ? LIST : hint}`;
}

/** What the published list does not have. It has no sites. */
function unpublished({ facility, site, metro }: Places): Places {
  const isMetro = metro !== undefined && PUBLISHED_METROS.includes(metro.toUpperCase());
  const isFacility =
    facility !== undefined && LOCATIONS.some((one) => namesFacility(facility, one.facility));
  return {
    facility: isFacility ? undefined : facility,
    site,
    metro: isMetro ? undefined : metro,
  };
}

/**
 * Where the account can have slots and where it has ports. If the API does not answer, nothing is
 * refused: the order would meet the same error and report it.
 */
async function placesOfAccount(api: () => CniApi): Promise<Place[] | undefined> {
  let client: CniApi | undefined;
  try {
    const asked = api();
    client = asked;
    if (runOf(asked).isUnlisted) return undefined;
    const operation = { signal: cancelled, deadline: Date.now() + PATIENCE };
    const [slots, ports] = await inOperation(operation, () =>
      Promise.all([asked.listSlots(), asked.listInterconnects()]),
    );
    const own = ports.flatMap(({ site, facility }) =>
      site && facility ? [{ site, facility }] : [],
    );
    return [...slots, ...own];
  } catch (error) {
    if (client !== undefined) runOf(client).isUnlisted = true;
    const why = messageOf(error);
    log(
      undefined,
      "warning",
      `Places of slots are not checked, because the API did not list them: ${why}`,
    );
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
