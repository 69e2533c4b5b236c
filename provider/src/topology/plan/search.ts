/** Searches the facilities with free slots for designs that meet a requirement. */

import { groupBy } from "../../domain/group-by";
import { compare } from "../../domain/text";
import type { Candidate } from "./candidate";
import {
  achieves,
  type Combination,
  combinationsFor,
  combinationsOfThree,
  nameOf,
} from "./combinations";
import { countFree, distanceOf, type FreeFacility } from "./facilities";
import { Judge } from "./judge";
import { distanceStep, rank } from "./rank";
import type { Requirement } from "./requirement";
import { bestShortfall, type Shortfall, size } from "./sizing";

/** Maximum number of nearest facilities to combine, in total and in one metro. */
const MAX_FACILITIES = 40;
const MAX_FACILITIES_PER_METRO = 6;

/** Limits of a search. */
export interface SearchLimits {
  /** Number of candidates after which the search ends, because all other candidates are more distant. */
  candidates: number;
  /** Maximum number of designs to judge. */
  judged: number;
}

export interface SearchResult {
  /** Candidates, the best first. */
  candidates: readonly Candidate[];
  /** Facilities within reach that have free slots. */
  facilities: readonly FreeFacility[];
  /** Number of designs that were judged. */
  judged: number;
  /** Whether the search reached one of its limits, in which case more distant designs were not judged. */
  isLimited: boolean;
  /** Best design that does not meet the requirement. Omitted if no combination achieves the intent. */
  shortfall?: Shortfall;
}

export function search(
  requirement: Requirement,
  free: readonly FreeFacility[],
  limits: SearchLimits,
): SearchResult {
  const { intent, near, within } = requirement;
  const reachable = free
    .filter((facility) => near.length === 0 || distanceOf(facility) <= within)
    .toSorted(byDistance);
  const facilities = [...groupBy(reachable, ({ metro }) => metro).values()]
    .flatMap((inMetro) => inMetro.slice(0, MAX_FACILITIES_PER_METRO))
    .toSorted(byDistance)
    .slice(0, MAX_FACILITIES);
  const judge = new Judge(limits.judged);
  const judgeAll = (combinations: readonly Combination[]) =>
    judgeInOrder(combinations, requirement, limits, judge);
  const ofTwo = judgeAll(combinationsFor(intent, facilities));
  // A third location shares the load during a failure. If it is not needed, it only costs cross-connects.
  const isShort = ofTwo.candidates.length === 0 && ofTwo.shortfalls.some(isShortOfSlots);
  const ofThree =
    isShort && intent !== "single" ? judgeAll(combinationsOfThree(intent, facilities)) : undefined;
  const shortfall = bestShortfall([...ofTwo.shortfalls, ...(ofThree?.shortfalls ?? [])]);
  return {
    candidates: rank((ofThree ?? ofTwo).candidates),
    facilities,
    judged: judge.judged,
    isLimited: judge.isDone || reachable.length > facilities.length,
    ...(shortfall && { shortfall }),
  };
}

/** Sorts facilities by distance and then by number of free slots. */
function byDistance(one: FreeFacility, other: FreeFacility): number {
  const free = ({ devices }: FreeFacility) =>
    devices.reduce((sum, device) => sum + countFree(device), 0);
  return (
    distanceOf(one) - distanceOf(other) || free(other) - free(one) || compare(one.name, other.name)
  );
}

function isShortOfSlots({ limit }: Shortfall): boolean {
  return limit === "slots";
}

/** Judges the nearest combinations that achieve the intent. */
function judgeInOrder(
  combinations: readonly Combination[],
  requirement: Requirement,
  limits: SearchLimits,
  judge: Judge,
): { candidates: Candidate[]; shortfalls: Shortfall[] } {
  const candidates: Candidate[] = [];
  const shortfalls: Shortfall[] = [];
  for (const combination of combinations) {
    if (judge.isDone || hasEnough(candidates, combination, limits)) break;
    if (!achieves(combination, requirement.intent)) continue;
    const result = size(combination, requirement, judge);
    if (result === undefined) continue;
    if ("limit" in result) shortfalls.push(result);
    else candidates.push(result);
  }
  return { candidates, shortfalls };
}

/** Whether no later combination can be among the first candidates, because all of them are more distant. */
function hasEnough(
  candidates: readonly Candidate[],
  next: Combination,
  limits: SearchLimits,
): boolean {
  const names = new Set(candidates.map(nameOf));
  // Combinations are judged in the order of their distance.
  const last = candidates.at(-1);
  return (
    names.size >= limits.candidates &&
    last !== undefined &&
    distanceStep(next.distance) > distanceStep(last.distance)
  );
}
