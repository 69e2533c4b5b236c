import { parseDuration } from "../../../domain/duration";
import { FACTS } from "../../../domain/facts";
import { facilityHint } from "../../../domain/near-places";
import type { CniObject, SlotObject } from "../../../domain/objects";
import { namesFacility } from "../../../domain/slot-requirement";
import { noSlotsMessage } from "../../../domain/unknown-places";
import { SHORTEST_HOLD_TIME } from "../../../topology/outage";
import type { Requirement } from "../../../topology/plan/plan";
import { usageError } from "../../cli-error";
import type { CompleteOptions } from "./complete";
import { BOTH_ALERTS } from "./options";

/** Seconds in which routers should withdraw a static route, unless the longest outage is shorter. */
const TRACKED_WITHIN = 3;

/** Translates the options into a requirement. Throws if a facility has no slots at all. */
export function toRequirement(
  options: CompleteOptions,
  slots: readonly SlotObject[],
  cnis: readonly CniObject[],
): Requirement {
  const { name, intent, useCase, maxOutage, near, within, speed, customerRouters } = options;
  const { demandToCustomer: toCustomer, demandToCloudflare: toCloudflare, customerAsn } = options;
  const hasDemand = toCustomer !== undefined || toCloudflare !== undefined;
  checkFacilities(options.facilities, slots);
  return {
    ...{ name, intent, useCase, maxOutage, near, within, speed, customerRouters, customerAsn },
    demand: hasDemand
      ? {
          ...(toCustomer === undefined ? {} : { toCustomer }),
          ...(toCloudflare === undefined ? {} : { toCloudflare }),
        }
      : undefined,
    backup: options.backup ?? { kind: "internet" },
    assumptions: options.assume,
    maintenanceNotification: options.maintenanceNotification ?? BOTH_ALERTS,
    facilities: options.facilities,
    prefixes: options.prefix,
    maxPorts: options.maxPorts,
    ...(customerAsn === undefined
      ? { trackedWithin: Math.min(TRACKED_WITHIN, longestOutage(maxOutage)) }
      : { holdTime: holdTime(maxOutage) }),
    reservedNames: reservedNames(name, cnis),
  };
}

/** Hold time that ends within the longest outage; undefined if Cloudflare's is short enough. */
function holdTime(maxOutage: string | undefined): number | undefined {
  const longest = Math.floor(longestOutage(maxOutage));
  return longest < FACTS.holdTimeCni.value ? Math.max(SHORTEST_HOLD_TIME, longest) : undefined;
}

function longestOutage(maxOutage: string | undefined): number {
  return (parseDuration(maxOutage ?? "") ?? Number.POSITIVE_INFINITY) / 1_000;
}

/** Names of ports whose conduits the account already has, because a conduit is unique. */
function reservedNames(group: string, cnis: readonly CniObject[]): string[] {
  const prefix = `${group}-`;
  return cnis
    .map(({ magic }) => magic.conduitName)
    .filter((conduit) => conduit.startsWith(prefix))
    .map((conduit) => conduit.slice(prefix.length));
}

function checkFacilities(texts: readonly string[], slots: readonly SlotObject[]): void {
  const names = [...new Set(slots.map(({ facility }) => facility.name))];
  const problems = texts
    .filter((text) => !names.some((name) => namesFacility(text, name)))
    .map((text) => noSlotsMessage("--facilities", text, facilityHint(text, names)));
  if (problems.length > 0) throw usageError(problems.join(" "));
}
