import type { Assessment } from "./assessment";
import { judgedDemand } from "./capacity";
import type { Design } from "./design";
import type { Capacity, Outcome, Verdict } from "./failure";

export const WORST_FIRST: readonly Verdict[] = ["lost", "backup", "degraded", "unknown", "carried"];

/**
 * Outcome of the single failure that leaves the smallest part of the demand, or of the designed capacity without a
 * demand. Of equal ones, the first, which is the smallest failure. `undefined` without ports.
 */
export function worstOutcome(design: Design, assessment: Assessment): Outcome | undefined {
  return assessment.singleFailures.toSorted(byShortfall(design, assessment))[0];
}

/** Compares outcomes: the largest shortfall first, then the worst verdict, then the lowest capacity. */
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

/** Demand that the interconnects must meet, in Gbps; 0 if there is none. */
export function demandOf(design: Design): Capacity {
  const { toCustomer = 0, toCloudflare = 0 } = judgedDemand(design) ?? {};
  return { toCustomer, toCloudflare };
}

export function hasDemand(design: Design): boolean {
  const { toCustomer, toCloudflare } = demandOf(design);
  return toCustomer + toCloudflare > 0;
}

/** Part of what is needed, at most 1. */
function part(remaining: number, needed: number): number {
  return needed > 0 ? Math.min(1, remaining / needed) : 1;
}
