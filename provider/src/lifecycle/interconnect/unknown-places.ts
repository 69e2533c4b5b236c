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
const PATIENCE = 3_000;

interface Account {
  run: Run;
  api: () => AccountApi;
}

/** One sentence for each place that the program declares anew and that nobody knows. */
export async function unknownPlaces(
  declared: unknown,
  before: unknown,
  account: Account,
): Promise<string[]> {
  const [wanted, known] = [placesIn(declared), placesIn(before)];
  const places = unpublished({
    facility: changed(wanted.facility, known.facility),
    site: changed(wanted.site, known.site),
    metro: changed(wanted.metro, known.metro),
  });
  if (Object.values(places).every((place) => place === undefined)) return [];
  const there = await placesOfAccount(account);
  return there === undefined ? [] : placesWithoutSlots(places, there);
}

/**
 * Where the account can have slots and where it has ports. If the API does not answer, nothing is
 * refused: the order would meet the same error and report it.
 */
async function placesOfAccount({ run, api }: Account): Promise<Place[] | undefined> {
  let client: AccountApi | undefined;
  try {
    const asked = api();
    client = asked;
    if (run.ports(asked).isUnlisted) return undefined;
    const operation = { signal: run.engine.cancelled, deadline: run.clock.now() + PATIENCE };
    const [slots, ports] = await inOperation(operation, () =>
      Promise.all([asked.slots.list(), asked.interconnects.list()]),
    );
    const own = ports.flatMap(({ site, facility }) =>
      site && facility ? [{ site, facility }] : [],
    );
    return [...slots, ...own];
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
