import type { Assessment } from "./assessment";
import { judgedDemand } from "./capacity";
import type { Design } from "./design";
import type { Capacity, Outcome, Verdict } from "./failure";

export const WORST_FIRST: readonly Verdict[] = ["lost", "backup", "degraded", "unknown", "carried"];

/**
 * Returns the outcome of the single failure that leaves the smallest share of the demand, or of the designed capacity
 * if there is no demand. If several are equal, returns the first, which is the smallest failure. Returns `undefined`
 * without ports.
 */
export function worstOutcome(design: Design, assessment: Assessment): Outcome | undefined {
  return assessment.singleFailures.toSorted(byShortfall(design, assessment))[0];
}

/**
 * Returns a comparison of outcomes. The largest shortfall comes first, then the worst verdict, then the lowest
 * capacity.
 */
export function byShortfall(
  design: Design,
  { capacity }: Pick<Assessment, "capacity">,
): (one: Outcome, other: Outcome) => number {
  const needed = hasDemand(design) ? demandOf(design) : capacity;
  const partOf = ({ capacity }: Outcome) =>
    Math.min(
      part(capacity.toCustomer, needed.toCustomer),
      part(capacity.toCloudflare, needed.toCloudflare),
    );
  return (one, other) =>
    partOf(one) - partOf(other) ||
    WORST_FIRST.indexOf(one.verdict) - WORST_FIRST.indexOf(other.verdict) ||
    one.capacity.toCustomer - other.capacity.toCustomer ||
    one.capacity.toCloudflare - other.capacity.toCloudflare;
}

/** Returns the demand that the interconnects must meet in Gbps, or 0 without a demand. */
export function demandOf(design: Design): Capacity {
  const { toCustomer = 0, toCloudflare = 0 } = judgedDemand(design) ?? {};
  return { toCustomer, toCloudflare };
}

export function hasDemand(design: Design): boolean {
  const { toCustomer, toCloudflare } = demandOf(design);
  return toCustomer + toCloudflare > 0;
}

/** Returns the part of the required capacity that remains, at most 1. */
function part(remaining: number, needed: number): number {
  return needed > 0 ? Math.min(1, remaining / needed) : 1;
}
