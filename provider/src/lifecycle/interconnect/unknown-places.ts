/**
 * Finds locations in a slot requirement that appear neither in the published list nor in the account's API. The
 * published list is often outdated, so a location is never refused only because it is missing from the list.
 */

import type { AccountApi } from "../../api/account";
import { inOperation } from "../../api/operation";
import { messageOf } from "../../domain/errors";
import { sameText } from "../../domain/slot-requirement";
import {
  type Place,
  type Places,
  placesWithoutSlots,
  unpublished,
} from "../../domain/unknown-places";
import { isUnknown, type Props } from "../../run/property-values";
import type { Run } from "../../run/run";

/** Milliseconds for which preview waits for the list of slots. */
const LIST_TIMEOUT = 3_000;

interface Account {
  run: Run;
  api: () => AccountApi;
}

/** Returns one message for each changed location that has no slots. */
export async function findUnknownPlaces(
  declared: unknown,
  before: unknown,
  account: Account,
): Promise<string[]> {
  const [wanted, known] = [parsePlaces(declared), parsePlaces(before)];
  const places = unpublished({
    facility: omitUnchanged(wanted.facility, known.facility),
    site: omitUnchanged(wanted.site, known.site),
    metro: omitUnchanged(wanted.metro, known.metro),
  });
  if (Object.values(places).every((place) => place === undefined)) return [];
  const available = await fetchAccountPlaces(account);
  return available === undefined ? [] : placesWithoutSlots(places, available);
}

/**
 * Lists the locations of the account's slots and ports. Returns `undefined` if the request fails. The order will then
 * report the same error.
 */
async function fetchAccountPlaces({ run, api }: Account): Promise<Place[] | undefined> {
  let client: AccountApi | undefined;
  try {
    const accountApi = api();
    client = accountApi;
    if (run.ports(accountApi).isUnlisted) return undefined;
    const operation = { signal: run.engine.cancelled, deadline: run.clock.now() + LIST_TIMEOUT };
    const [slots, ports] = await inOperation(operation, () =>
      Promise.all([accountApi.slots.list(), accountApi.interconnects.list()]),
    );
    const portPlaces = ports.flatMap(({ site, facility }) =>
      site && facility ? [{ site, facility }] : [],
    );
    return [...slots, ...portPlaces];
  } catch (error) {
    if (client !== undefined) run.ports(client).isUnlisted = true;
    const why = messageOf(error);
    run.engine.log(
      undefined,
      "warning",
      `The location in slot was not checked, because the API did not list slots: ${why}`,
    );
    return undefined;
  }
}

function parsePlaces(slot: unknown): Places {
  if (typeof slot !== "object" || slot === null) return {};
  const { facility, site, metro }: Props = { ...slot };
  return {
    facility: readKnownText(facility),
    site: readKnownText(site),
    metro: readKnownText(metro),
  };
}

/** Returns `undefined` for an unchanged location, so that the requirement of an existing port is not checked again. */
function omitUnchanged(now: string | undefined, before: string | undefined): string | undefined {
  return sameText(now, before) ? undefined : now;
}

function readKnownText(value: unknown): string | undefined {
  return typeof value === "string" && !isUnknown(value) ? value : undefined;
}
