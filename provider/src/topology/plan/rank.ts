/** Ranks candidates and describes the reason for each position. */

import { compare, counted, listed } from "../../domain/text";
import { type Candidate, metrosOf } from "./candidate";
import { nameOf } from "./combinations";

/** Distances that differ by less than this many kilometres count as equal, because positions are those of airports. */
const STEP = 50;
/** Number of spare slots from which more spare slots make no difference. */
const ENOUGH_SPARE_SLOTS = 4;

interface Criterion {
  /** Rates a candidate. The lowest value is best. */
  rate(candidate: Candidate): number;
  /** Describes in which respect a candidate is worse than the one before it. */
  explain(candidate: Candidate, before: Candidate): string;
}

const CRITERIA: readonly Criterion[] = [
  {
    rate: ({ distance }) => distanceStep(distance),
    explain: ({ distance }, before) => `${distance - before.distance} km farther`,
  },
  {
    rate: ({ design }) => (metrosOf(design).length > 1 ? 0 : 1),
    explain: () => "in one metro",
  },
  {
    rate: ({ design }) => design.ports.length,
    explain: ({ design }, before) =>
      `${counted(design.ports.length - before.design.ports.length, "more port")}`,
  },
  {
    rate: (candidate) => -Math.min(ENOUGH_SPARE_SLOTS, spareSlotsOf(candidate)),
    explain: (candidate) => `only ${counted(spareSlotsOf(candidate), "spare slot")}`,
  },
  {
    rate: (candidate) => -leftOf(candidate),
    explain: ({ scorecard }, before) =>
      `${before.scorecard.remaining.toCustomer - scorecard.remaining.toCustomer} Gbps less after the worst failure`,
  },
  {
    rate: ({ distance }) => distance,
    explain: ({ distance }, before) => `${distance - before.distance} km farther`,
  },
];

/** Rounds a distance to a step within which candidates count as equally far. */
export function distanceStep(distance: number): number {
  return Number.isFinite(distance) ? Math.round(distance / STEP) : Number.MAX_SAFE_INTEGER;
}

/** Returns the best candidate for each set of facilities, the best first. */
export function rank(candidates: readonly Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const candidate of candidates.toSorted(byRank)) {
    const name = nameOf(candidate);
    if (!best.has(name)) best.set(name, candidate);
  }
  const ranked = [...best.values()];
  return ranked.map((candidate, at) => ({
    ...candidate,
    reason: reasonFor(candidate, ranked[at - 1]),
  }));
}

function byRank(one: Candidate, other: Candidate): number {
  for (const { rate } of CRITERIA) {
    const difference = rate(one) - rate(other);
    if (difference !== 0) return difference;
  }
  return compare(nameOf(one), nameOf(other));
}

function reasonFor(candidate: Candidate, before: Candidate | undefined): string {
  return [strengthOf(candidate), worstInWords(candidate), ...placeInList(candidate, before)].join(
    "; ",
  );
}

function placeInList(candidate: Candidate, before: Candidate | undefined): string[] {
  if (before === undefined) return hasDistance(candidate) ? ["nearest"] : [];
  const behind = CRITERIA.find(({ rate }) => rate(candidate) !== rate(before));
  return [behind?.explain(candidate, before) ?? "equal to the one before"];
}

function hasDistance({ facilities }: Candidate): boolean {
  return facilities.some(({ kilometres }) => kilometres !== undefined);
}

function strengthOf({ design, assessment }: Candidate): string {
  const metros = metrosOf(design);
  switch (assessment.configured) {
    case "site-and-device-diverse":
      return `two devices in each of ${listed(metros)}`;
    case "site-diverse":
      return metros.length > 1
        ? `facilities in ${listed(metros)}`
        : "two facilities, but one event in the metro can take both down";
    case "device-diverse":
      return "two devices, but one event at the facility can take both down";
    default:
      return "one device, so any failure takes it down";
  }
}

function worstInWords({ design, scorecard: { remaining, worstFailure } }: Candidate): string {
  if (remaining.toCustomer + remaining.toCloudflare > 0) return `least left ${worstFailure}`;
  return design.backup?.kind === "none"
    ? `nothing left ${worstFailure}`
    : `only the backup left ${worstFailure}`;
}

/** Returns the number of slots left at the facility with the fewest. */
function spareSlotsOf({ facilities }: Candidate): number {
  return Math.min(...facilities.map(({ spareSlots }) => spareSlots));
}

function leftOf({ scorecard: { remaining } }: Candidate): number {
  return remaining.toCustomer + remaining.toCloudflare;
}
