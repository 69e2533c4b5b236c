/**
 * Places of a requirement that are neither on the published list nor known to the account's API. The
 * list is behind what Cloudflare builds. A published place may have no slots today: the order tells.
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

/** How long preview waits for the list of slots, in milliseconds. */
const LIST_TIMEOUT = 3_000;

interface Account {
  run: Run;
  api: () => AccountApi;
}

/** One sentence for each place that the program declares anew and that nobody knows. */
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
 * Where the account can have slots and where it has ports. If the API does not answer, nothing is
 * refused: the order would meet the same error and report it.
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
      `Places of slots are not checked, because the API did not list them: ${why}`,
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

/** What an existing port was ordered with is not judged again. */
function omitUnchanged(now: string | undefined, before: string | undefined): string | undefined {
  return sameText(now, before) ? undefined : now;
}

function readKnownText(value: unknown): string | undefined {
  return typeof value === "string" && !isUnknown(value) ? value : undefined;
}
