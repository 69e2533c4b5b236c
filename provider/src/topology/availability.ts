/**
 * Calculates the expected time below the demand, from assumptions about how often things fail and how long they stay
 * down.
 *
 * Every failure of the model is a component that fails independently of the others. The outcomes without failures, of
 * single failures, and of pairs determine how long the demand is not met. States with three or more failures at once
 * are not evaluated, so their time counts only in the upper bound.
 */

import { distinct } from "../domain/distinct";
import { UseCase } from "../domain/values";
import { assumesFailures, assumptionOf, unavailabilityOf } from "./assumed-failures";
import type { Design, FailureAssumption } from "./design";
import type { Capacity, Failure, FailureKind, Outcome } from "./failure";
import { type Outcomes, outcomesOf } from "./outcomes";

/** Number of minutes in a year of 365 days. */
export const MINUTES_A_YEAR = 525_600;

/** Assumption about one kind of failure. */
export interface AssumedFailure extends FailureAssumption {
  kind: FailureKind;
}

/** Expected minutes per year during which the interconnects carry less than the demand in one direction. */
export interface Downtime {
  least: number;
  /** Upper bound, or `unknown` if a kind of failure is not counted. */
  most: number | "unknown";
  /** Minutes per year with three or more failures at once. They count in `most` but not in `least`. */
  threeOrMore: number;
}

/**
 * Expected availability of the interconnects according to the assumptions of a design. Cloudflare gives no SLA. The
 * figures include neither the backup nor the time until traffic moves to another path.
 */
export interface Availability {
  /** Downtime from Cloudflare to the customer. */
  toCustomer: Downtime;
  /** Downtime from the customer to Cloudflare. Omitted if replies leave over the Internet providers. */
  toCloudflare?: Downtime;
  /** Assumptions on which the figures are based. */
  assumed: readonly AssumedFailure[];
  /** Kinds of failures that are possible but have no assumption. */
  notCounted: readonly FailureKind[];
}

type Direction = keyof Capacity;

/**
 * Calculates the availability of a design. Returns `undefined` if there is no assumption about any possible failure.
 */
export function availabilityOf(design: Design): Availability | undefined {
  // Most designs have no such assumptions, so they skip the calculation.
  if (!assumesFailures(design)) return undefined;
  const toCustomer = outcomesIn("toCustomer", design);
  const kinds = distinct(toCustomer.singles.flatMap(({ failures }) => failures.map(kindOf)));
  const assumed = kinds.flatMap((kind): AssumedFailure[] => {
    const assumption = assumptionOf(design, kind);
    return assumption === undefined ? [] : [{ kind, mtbf: assumption.mtbf, mttr: assumption.mttr }];
  });
  if (assumed.length === 0) return undefined;
  const notCounted = kinds.filter((kind) => assumptionOf(design, kind) === undefined);
  const odds = oddsOf(assumed);
  const downtimeIn = (direction: Direction, outcomes = outcomesIn(direction, design)) => {
    const demand = design.demand?.[direction] ?? 0;
    const downtime = downtimeOf(outcomes, odds, shortfallsIn(outcomes, direction, demand));
    return notCounted.length > 0 ? { ...downtime, most: "unknown" as const } : downtime;
  };
  return {
    toCustomer: downtimeIn("toCustomer", toCustomer),
    ...(design.useCase === UseCase.MagicTransitDsr
      ? {}
      : { toCloudflare: downtimeIn("toCloudflare") }),
    assumed,
    notCounted,
  };
}

function kindOf({ kind }: Failure): FailureKind {
  return kind;
}

/** Evaluates a design with the demand of only one direction, so that each verdict concerns this direction. */
function outcomesIn(direction: Direction, design: Design) {
  return outcomesOf({ ...design, demand: { [direction]: design.demand?.[direction] } });
}

/** Whether an outcome is below the demand. */
type Shortfall = "none" | "possible" | "certain";

/**
 * Determines whether each outcome is below the demand. Traffic that stays on a dead path is lost until the repair, even
 * if the remaining paths could carry it. If this may happen after one failure, it may also happen while something else
 * is down.
 */
function shortfallsIn(
  { singles }: Outcomes,
  direction: Direction,
  demand: number,
): (outcome: Outcome) => Shortfall {
  const stuck = new Set(
    singles
      .filter(({ outage }) => outage?.[direction].silent.most === "forever")
      .flatMap(({ failures }) => failures),
  );
  return (outcome) => {
    const shortfall = shortfallOf(outcome, direction, demand);
    const isStuck = outcome.failures.some((failure) => stuck.has(failure));
    return shortfall === "none" && isStuck ? "possible" : shortfall;
  };
}

function shortfallOf(
  { verdict, capacity }: Outcome,
  direction: Direction,
  demand: number,
): Shortfall {
  if (verdict === "carried") return "none";
  if (verdict === "lost" || verdict === "backup") return "certain";
  // A prefix that no session reaches is a loss only toward the customer.
  const isMet = capacity.toCloudflare > 0 && capacity.toCloudflare >= demand;
  if (direction === "toCloudflare" && isMet) return "none";
  return verdict === "unknown" ? "possible" : "certain";
}

/** Probability that a component is down, divided by the probability that it is up. */
type Odds = (failure: Failure) => number;

function oddsOf(assumed: readonly AssumedFailure[]): Odds {
  const byKind = new Map(assumed.map((one) => [one.kind, unavailabilityOf(one)]));
  return ({ kind, ports, uncertain }) => {
    const down = byKind.get(kind) ?? 0;
    // Ports at an unknown location may be at several locations, each of which can fail. A maintenance window counts
    // only once.
    const places = uncertain && kind !== "maintenance" ? ports.length : 1;
    return (1 - down) ** -places - 1;
  };
}

function downtimeOf(
  { baseline, singles, pairs }: Outcomes,
  odds: Odds,
  shortfallIn: (outcome: Outcome) => Shortfall,
): Downtime & { most: number } {
  const counted = singles.flatMap((outcome) =>
    outcome.failures.map((failure) => ({ outcome, failure, odds: odds(failure) })),
  );
  const states = [
    { outcome: baseline, weight: 1 },
    // A failure changes nothing while another failure lasts that takes down the same ports and possibly more.
    ...counted.map((one) => ({
      outcome: one.outcome,
      weight: one.odds * (1 + sumOf(includedIn(one, counted).map((other) => other.odds))),
    })),
    ...pairs().map((outcome) => ({
      outcome,
      weight: outcome.failures.reduce((product, failure) => product * odds(failure), 1),
    })),
  ];
  // Probability that nothing is down. Multiplied by it, each weight becomes the probability of its state.
  const nothing = counted.reduce((product, one) => product / (1 + one.odds), 1);
  const minutesOf = (wanted: (shortfall: Shortfall) => boolean) =>
    sumOf(states.map(({ outcome, weight }) => (wanted(shortfallIn(outcome)) ? weight : 0))) *
    nothing *
    MINUTES_A_YEAR;
  const threeOrMore = Math.max(0, MINUTES_A_YEAR - minutesOf(() => true));
  return {
    least: minutesOf((shortfall) => shortfall === "certain"),
    most: minutesOf((shortfall) => shortfall !== "none") + threeOrMore,
    threeOrMore,
  };
}

interface Counted {
  failure: Failure;
  odds: number;
}

/**
 * Returns the failures that take down only ports that this failure also takes down. If two failures take down the same
 * ports, the later one is included in the earlier one.
 */
function includedIn(one: Counted, all: readonly Counted[]): Counted[] {
  const down = new Set(one.failure.ports);
  const at = all.indexOf(one);
  return all.filter(
    (other, index) =>
      index !== at &&
      other.failure.ports.every((port) => down.has(port)) &&
      (other.failure.ports.length < down.size || index > at),
  );
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
