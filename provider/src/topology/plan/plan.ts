/**
 * Plans designs from the free slots of an account. Returns the designs that meet a requirement, or what prevents them
 * and which alternatives are possible. All functions are pure and perform no I/O. The model (`assess`) judges every
 * design.
 */

import { distinct } from "../../domain/distinct";
import { groupBy } from "../../domain/group-by";
import type { SlotObject } from "../../domain/objects";
import { counted, listed } from "../../domain/text";
import type { Demand, Intent } from "../design";
import type { Capacity } from "../failure";
import { INTENTS } from "../intent";
import { conditionOf } from "../rules/condition";
import { worstOutcome } from "../worst-outcome";
import type { Candidate, PlannedDesign } from "./candidate";
import { achieves, type Combination, combinationsFor } from "./combinations";
import { distanceOf, type FreeFacility, freeFacilities } from "./facilities";
import type { Requirement } from "./requirement";
import { type SearchLimits, type SearchResult, search } from "./search";
import { candidateWith, leastCarried, type Shortfall } from "./sizing";

export type { Candidate, PlannedPort } from "./candidate";
export type { Requirement } from "./requirement";

/** Change that makes a requirement possible. */
export interface Alternative {
  /** Sentence that describes what is possible. */
  explanation: string;
  /** The changed properties. */
  change: Partial<Requirement>;
  candidate: Candidate;
}

export interface Plan {
  /** Designs that meet the requirement, the best first. */
  candidates: readonly Candidate[];
  /** Number of designs that were judged, not including those of the alternatives. */
  judged: number;
  /** Whether the search reached a limit, in which case more distant designs were not judged. */
  isLimited: boolean;
  /** Sentences that describe what prevents a design. Empty if there is a candidate. */
  missing: readonly string[];
  /** Possible alternatives, the smallest change first. */
  alternatives: readonly Alternative[];
}

/** Maximum number of designs that are judged for a plan, and for each alternative. */
const MAX_JUDGED = 100;
const ALTERNATIVE: SearchLimits = { candidates: 1, judged: 20 };

/** Plans designs for a requirement. Returns at most `most` designs. */
export function plan(requirement: Requirement, slots: readonly SlotObject[], most = 5): Plan {
  // No alternative changes the places, so that all searches share the facilities.
  const free = freeFacilities(slots, requirement.near, requirement.facilities);
  const found = search(requirement, free, { candidates: most, judged: MAX_JUDGED });
  const { judged, isLimited } = found;
  const candidates = found.candidates.slice(0, most);
  if (candidates.length > 0)
    return { candidates, judged, isLimited, missing: [], alternatives: [] };
  return {
    candidates,
    judged,
    isLimited,
    missing: missingIn(found, requirement, slots),
    alternatives: alternativesTo(requirement, found, free),
  };
}

function missingIn(
  { facilities, shortfall }: SearchResult,
  requirement: Requirement,
  slots: readonly SlotObject[],
): string[] {
  if (facilities.length === 0) return [noFreeSlot(requirement, slots)];
  if (shortfall === undefined) return [tooFewPlaces(facilities, requirement)];
  if (shortfall.limit === "findings") return findingsOf(shortfall);
  return [tooLittleCapacity(shortfall, requirement)];
}

function noFreeSlot(
  { near, within, facilities }: Requirement,
  slots: readonly SlotObject[],
): string {
  const wanted = facilities.length > 0 ? ` at ${listed(facilities)}` : "";
  const around = near.length > 0 ? ` within ${within} km of ${namesOf(near)}` : "";
  const [nearest] = freeFacilities(slots, near).toSorted(
    (one, other) => distanceOf(one) - distanceOf(other),
  );
  const elsewhere =
    nearest === undefined
      ? " The account has no free slot anywhere."
      : near.length > 0
        ? ` The nearest one is at ${nearest.name}, ${distanceOf(nearest)} km away.`
        : "";
  return `No slot is free${wanted}${around}.${elsewhere}`;
}

/** Describes how many metros or facilities have free slots on diverse devices, and how many the intent needs. */
function tooFewPlaces(facilities: readonly FreeFacility[], requirement: Requirement): string {
  const { intent, near, within } = requirement;
  const around =
    near.length > 0 ? ` within ${within} km of ${namesOf(near)}` : " at the facilities";
  const alone = combinationsFor("device-diverse", facilities).filter(
    (one) => isInOneMetro(one) && achieves(one, "device-diverse"),
  );
  const metros = [...groupBy(alone, (one) => one.facilities[0]?.metro).keys()];
  const have = `have free slots on diverse devices`;
  switch (intent) {
    case "site-and-device-diverse":
      return metros.length === 0
        ? `Intent "${intent}" needs two metros that ${have}, but there is none${around}.`
        : `Intent "${intent}" needs a second metro with free slots on diverse devices, but only ${listed(metros.map(String))} has them${around}.`;
    case "site-diverse":
      return `Intent "${intent}" needs two facilities that ${have}, but there are none${around}. Free slots are only at ${listed(facilities.map(nameOfFacility))}.`;
    default:
      return `Intent "${intent}" needs free slots on two diverse devices, but there are none${around}. Free slots are only at ${listed(facilities.map(nameOfFacility))}.`;
  }
}

function isInOneMetro({ facilities }: Combination): boolean {
  return distinct(facilities.map(({ metro }) => metro)).length === 1;
}

function nameOfFacility({ name, metro }: FreeFacility): string {
  return metro === undefined ? name : `${name} (${metro})`;
}

function tooLittleCapacity(
  { design, assessment, limit }: Shortfall,
  requirement: Requirement,
): string {
  const [failure] = worstOutcome(design, assessment)?.failures ?? [];
  const left = leastCarried(assessment);
  const { toCustomer = 0, toCloudflare = 0 } = requirement.demand ?? {};
  const amounts = [
    ...(toCustomer > left.toCustomer ? [`${left.toCustomer} of ${toCustomer} Gbps to you`] : []),
    ...(toCloudflare > left.toCloudflare
      ? [`${left.toCloudflare} of ${toCloudflare} Gbps to Cloudflare`]
      : []),
  ];
  const why =
    limit === "slots"
      ? `there are no more free slots of one speed on all of its devices`
      : `--max-ports allows no more than ${requirement.maxPorts}`;
  const carries = amounts.length > 0 ? `leaves ${listed(amounts)}` : "leaves too little";
  const condition = failure ? ` ${conditionOf(failure)}` : "";
  return `The design that carries the most, ${counted(design.ports.length, "port")} at ${namesOfFacilities(design)}, ${carries}${condition}, and ${why}.`;
}

function findingsOf({ design, assessment }: Shortfall): string[] {
  return assessment.blockers
    .filter(({ severity }) => severity !== "warning")
    .map(({ explanation }) => `At ${namesOfFacilities(design)}: ${explanation}`);
}

/**
 * Returns the changes that make the requirement possible. Each alternative is judged in the same way as the
 * requirement.
 */
function alternativesTo(
  requirement: Requirement,
  { shortfall }: SearchResult,
  free: readonly FreeFacility[],
): Alternative[] {
  const { intent, near, within, customerRouters, speed } = requirement;
  function attempt(
    change: Partial<Requirement>,
    explain: (candidate: Candidate) => string,
    changeOf: (candidate: Candidate) => Partial<Requirement> = () => change,
  ): Alternative[] {
    const [candidate] = search({ ...requirement, ...change }, free, ALTERNATIVE).candidates;
    if (candidate === undefined) return [];
    const at = `at ${namesOfFacilities(candidate.design)}`;
    return [
      { explanation: `${explain(candidate)}, ${at}.`, change: changeOf(candidate), candidate },
    ];
  }
  const atIntent = (other: Intent) =>
    attempt({ intent: other }, () => `The nearest intent that can be met is ${other}`);
  const weaker = INTENTS.slice(0, INTENTS.indexOf(intent)).toReversed();
  const stronger = INTENTS.slice(INTENTS.indexOf(intent) + 1);
  const found = [
    ...(near.length > 0 && Number.isFinite(within)
      ? attempt(
          { within: Number.MAX_SAFE_INTEGER },
          (candidate) => `${intent} can be met up to ${farthest(candidate)} km away`,
          (candidate) => ({ within: farthest(candidate) }),
        )
      : []),
    ...(customerRouters.length < ROUTERS
      ? attempt(
          { customerRouters: withMoreRouters(customerRouters) },
          ({ design }) => `${intent} can be met with customer routers ${listed(routersOf(design))}`,
          ({ design }) => ({ customerRouters: routersOf(design) }),
        )
      : []),
    ...(shortfall?.limit === "max-ports"
      ? attempt(
          { maxPorts: MOST_PORTS },
          ({ design }) => `${intent} can be met with ${design.ports.length} ports`,
          ({ design }) => ({ maxPorts: design.ports.length }),
        )
      : []),
    ...(speed === undefined
      ? []
      : attempt(
          { speed: undefined },
          ({ facilities }) => `${intent} can be met with ports of ${facilities[0]?.speed} Gbps`,
        )),
    ...(shortfall === undefined ? [] : lowerDemand(shortfall, requirement)),
    ...largerBackup(requirement).flatMap((backup) =>
      attempt({ backup }, () => `${intent} can be met with a backup of ${backup.capacity} Gbps`),
    ),
    ...(requirement.maxOutage === undefined
      ? []
      : attempt(
          { maxOutage: undefined },
          () => `${intent} can be met without a limit on the outage`,
        )),
    ...firstOf(weaker, atIntent),
  ];
  // A stronger intent may remove a finding, such as an outage that ends only on the backup.
  return found.length > 0 ? found : firstOf(stronger, atIntent);
}

/** Number of routers that is enough to survive the loss of one router. */
const ROUTERS = 2;
const MOST_PORTS = 48;

function withMoreRouters(routers: readonly string[]): string[] {
  const more = Array.from({ length: ROUTERS + 1 }, (_, at) => `edge-${at + 1}`);
  return distinct([...routers, ...more]).slice(0, ROUTERS);
}

function routersOf({ ports }: PlannedDesign): string[] {
  return distinct(ports.map(({ customer }) => customer?.router));
}

function firstOf<T>(items: readonly T[], attempt: (item: T) => Alternative[]): Alternative[] {
  for (const item of items) {
    const found = attempt(item);
    if (found.length > 0) return found;
  }
  return [];
}

function farthest({ facilities }: Candidate): number {
  return Math.max(...facilities.map(({ kilometres = 0 }) => kilometres));
}

/**
 * Returns the backup with a capacity that carries the demand. Returns nothing if its capacity is already sufficient.
 */
function largerBackup({ backup, demand = {} }: Requirement) {
  if (backup === undefined || backup.kind === "none") return [];
  const { toCustomer = 0, toCloudflare = 0 } = demand;
  const capacity = Math.max(toCustomer, toCloudflare);
  return (backup.capacity ?? 0) < capacity ? [{ ...backup, capacity }] : [];
}

/**
 * Shares of the capacity of the best design to try as demand. Coordinated maintenance may leave less than the capacity.
 */
const PARTS = [1, 0.75, 0.5, 0.25];

/** Returns the highest demand that the best design meets. */
function lowerDemand(shortfall: Shortfall, requirement: Requirement): Alternative[] {
  const left = leastCarried(shortfall.assessment);
  for (const part of shortfall.limit === "findings" ? [] : PARTS) {
    const demand = demandUpTo(left, part, requirement.demand);
    const candidate = candidateWith(shortfall, demand);
    if (candidate === undefined) continue;
    const at = namesOfFacilities(candidate.design);
    return [
      {
        explanation: `${requirement.intent} can be met with a demand of ${inWords(demand)}, at ${at}.`,
        change: { demand },
        candidate,
      },
    ];
  }
  return [];
}

function demandUpTo(left: Capacity, part: number, demand: Demand = {}): Demand {
  const { toCustomer, toCloudflare } = demand;
  const least = (one: number, other: number) => Math.min(one, Math.floor(other * part));
  return {
    ...(toCustomer === undefined ? {} : { toCustomer: least(toCustomer, left.toCustomer) }),
    ...(toCloudflare === undefined ? {} : { toCloudflare: least(toCloudflare, left.toCloudflare) }),
  };
}

function inWords({ toCustomer, toCloudflare }: Demand = {}): string {
  return listed([
    ...(toCustomer === undefined ? [] : [`${toCustomer} Gbps to you`]),
    ...(toCloudflare === undefined ? [] : [`${toCloudflare} Gbps to Cloudflare`]),
  ]);
}

function namesOf(places: readonly { name: string }[]): string {
  return listed(places.map(({ name }) => name));
}

function namesOfFacilities({ ports }: PlannedDesign): string {
  return listed(distinct(ports.map(({ facility }) => facility)));
}
