/** Finds the number and speed of ports with which a combination meets a requirement. The model judges each attempt. */

import { assess } from "../assess";
import type { Assessment } from "../assessment";
import type { BlockerType } from "../blocker";
import { judgedDemand } from "../capacity";
import type { Demand } from "../design";
import type { Capacity } from "../failure";
import { scorecardOf } from "../score";
import { type Candidate, type PlannedDesign, type PlannedFacility, toDesign } from "./candidate";
import type { Combination } from "./combinations";
import { distanceOf, type FreeFacility } from "./facilities";
import type { Judge } from "./judge";
import type { Requirement } from "./requirement";

/** Design that does not meet the requirement even with as many ports as could help. */
export interface Shortfall {
  combination: Combination;
  design: PlannedDesign;
  assessment: Assessment;
  /** Reason why there are no more ports. `findings` means that more ports would not help. */
  limit: "slots" | "max-ports" | "findings";
}

const MAX_TRIES = 8;
/** Findings that more ports can remove. */
const HELPED_BY_PORTS: readonly BlockerType[] = ["CAPACITY", "UNCOORDINATED_MAINTENANCE"];

/**
 * Returns the candidate with the fewest ports and, of these, the slowest ports. If there is none, returns the best
 * attempt.
 */
export function size(
  combination: Combination,
  requirement: Requirement,
  judge: Judge,
): Candidate | Shortfall | undefined {
  const tries = speedsOf(combination, requirement).flatMap(
    (speed) => sizeAt(speed, combination, requirement, judge) ?? [],
  );
  const candidates = tries.filter((one) => "facilities" in one);
  const [best] = candidates.toSorted(
    (one, other) => one.design.ports.length - other.design.ports.length,
  );
  return best ?? bestShortfall(tries.filter((one) => "limit" in one));
}

/**
 * Returns the attempt that leaves the most during its worst failure. Prefers attempts whose findings more ports would
 * remove.
 */
export function bestShortfall(shortfalls: readonly Shortfall[]): Shortfall | undefined {
  return shortfalls.toSorted(
    (one, other) =>
      Number(one.limit === "findings") - Number(other.limit === "findings") ||
      partCarried(other) - partCarried(one),
  )[0];
}

/** Returns the speeds that all devices of the combination have, the slowest first. */
function speedsOf({ devices }: Combination, { speed }: Requirement): number[] {
  const [first, ...others] = devices;
  return [...(first?.ports.keys() ?? [])]
    .filter((one) => speed === undefined || one === speed)
    .filter((one) => others.every(({ ports }) => ports.has(one)))
    .toSorted((one, other) => one - other);
}

function sizeAt(
  speed: number,
  combination: Combination,
  requirement: Requirement,
  judge: Judge,
): Candidate | Shortfall | undefined {
  const { devices } = combination;
  const free = Math.min(...devices.map(({ ports }) => ports.get(speed)?.length ?? 0));
  const allowed = Math.floor(requirement.maxPorts / devices.length);
  const most = Math.min(free, allowed);
  let last: Shortfall | undefined;
  let portsPerDevice = Math.min(1, most);
  for (let tries = 0; tries < MAX_TRIES && portsPerDevice > 0; tries += 1) {
    const design = toDesign(combination, { speed, portsPerDevice }, requirement);
    const assessment = judge.assess(design);
    if (assessment.met === true) return toCandidate(combination, design, assessment);
    const isHelped = canHelp(design, assessment);
    const limit = free < allowed ? "slots" : "max-ports";
    last = { combination, design, assessment, limit: isHelped ? limit : "findings" };
    if (!isHelped || portsPerDevice === most) break;
    portsPerDevice = Math.min(most, nextSize(portsPerDevice, last));
  }
  return last;
}

function toCandidate(
  { facilities, distance }: Combination,
  design: PlannedDesign,
  assessment: Assessment,
): Candidate {
  return {
    design,
    assessment,
    scorecard: scorecardOf(design, assessment),
    facilities: facilities.map((one) => toFacility(one, design)),
    distance,
    reason: "",
  };
}

/**
 * Judges the design of a shortfall with another demand. Returns `undefined` if the design does not meet that demand
 * either.
 */
export function candidateWith(
  { combination, design }: Shortfall,
  demand: Demand,
): Candidate | undefined {
  const changed = { ...design, demand };
  const assessment = assess(changed);
  return assessment.met === true ? toCandidate(combination, changed, assessment) : undefined;
}

/** Whether more ports can remove all findings. They cannot remove the finding that a backup is too small. */
function canHelp(design: PlannedDesign, assessment: Assessment): boolean {
  const types = assessment.blockers
    .filter(({ severity }) => severity !== "warning")
    .map(({ type }) => type);
  return (
    types.every((type) => HELPED_BY_PORTS.includes(type)) &&
    (partCarried({ design, assessment }) < 1 || types.includes("UNCOORDINATED_MAINTENANCE"))
  );
}

/**
 * Returns the number of ports per device that would carry the demand if capacity grew in proportion. It is always
 * larger than before.
 */
function nextSize(portsPerDevice: number, shortfall: Shortfall): number {
  const part = partCarried(shortfall);
  return Math.max(portsPerDevice + 1, part > 0 ? Math.ceil(portsPerDevice / part) : 0);
}

/**
 * Returns the smallest share of the demand that is carried during a failure that does not take down everything, at most
 * 1.
 */
function partCarried({ design, assessment }: Pick<Shortfall, "design" | "assessment">): number {
  const left = leastCarried(assessment);
  const { toCustomer = 0, toCloudflare = 0 } = judgedDemand(design) ?? {};
  return Math.min(
    1,
    toCustomer > 0 ? left.toCustomer / toCustomer : 1,
    toCloudflare > 0 ? left.toCloudflare / toCloudflare : 1,
  );
}

/** Returns the capacity in Gbps during the worst failure that leaves at least one port. */
export function leastCarried({ capacity, singleFailures }: Assessment): Capacity {
  const all = [
    capacity,
    ...singleFailures.filter(({ survivors }) => survivors.length > 0).map((one) => one.capacity),
  ];
  return {
    toCustomer: Math.min(...all.map(({ toCustomer }) => toCustomer)),
    toCloudflare: Math.min(...all.map(({ toCloudflare }) => toCloudflare)),
  };
}

function toFacility(facility: FreeFacility, design: PlannedDesign): PlannedFacility {
  const used = new Set(design.ports.map(({ slot }) => slot.id));
  const speed = design.ports[0]?.speed ?? 0;
  const free = facility.devices.flatMap(({ ports }) => ports.get(speed) ?? []);
  const spare = free.filter(({ slot }) => !used.has(slot.id)).length;
  return {
    name: facility.name,
    metro: facility.metro,
    kilometres: facility.kilometres?.length ? distanceOf(facility) : undefined,
    ports: free.length - spare,
    speed,
    spareSlots: spare,
  };
}
