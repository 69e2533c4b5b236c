/** Arithmetic with ranges of outages. `forever` is longer than any number. `unknown` is finite. */

import type { OutageCause, OutageRange, Seconds } from "./failure";

export function range(
  cause: OutageCause,
  least: Seconds,
  most: OutageRange["most"],
  ...chain: string[]
): OutageRange {
  return { least, most, cause, chain };
}

export const NO_OUTAGE = range("none", 0, 0);

/** Returns the longer of two outages. Traffic is lost until both are over. */
export function longer(one: OutageRange, other: OutageRange): OutageRange {
  const difference = compareSeconds(one.most, other.most) || compareSeconds(one.least, other.least);
  const [main, minor] = difference >= 0 ? [one, other] : [other, one];
  return { ...main, least: maxSeconds(main.least, minor.least) };
}

/** Returns the shorter of two outages. The one that detects the failure first ends the outage. */
export function shorter(one: OutageRange, other: OutageRange): OutageRange {
  const isOne = compareSeconds(one.most, other.most) <= 0;
  const [main, minor] = isOne ? [one, other] : [other, one];
  return {
    ...main,
    least: compareSeconds(main.least, minor.least) <= 0 ? main.least : minor.least,
  };
}

function maxSeconds(one: Seconds, other: Seconds): Seconds {
  return compareSeconds(one, other) >= 0 ? one : other;
}

/** Compares two outages in seconds. The result is negative if the first outage is shorter. */
export function compareSeconds(one: OutageRange["most"], other: OutageRange["most"]): number {
  // The difference between two infinite values is NaN.
  return toNumber(one) - toNumber(other) || 0;
}

/** Value larger than any outage that is known to end. */
const UNBOUNDED = Number.MAX_VALUE;

function toNumber(seconds: OutageRange["most"]): number {
  if (seconds === "forever") return Number.POSITIVE_INFINITY;
  return seconds === "unknown" ? UNBOUNDED : seconds;
}

/**
 * Formats an outage for a table, such as `160 to 240 s`, `≤ 1 s`, `for ever` or `unknown`.
 *
 * @example formatOutage(assess(design).worstOutage.toCustomer.silent)
 */
export function formatOutage({ cause, least, most }: OutageRange): string {
  if (cause === "none") return "0 s";
  if (cause === "not-judged") return "not judged";
  if (least === "forever" || most === "forever") return "for ever";
  if (most === "unknown") return least === 0 ? "unknown" : `≥ ${round(least)} s`;
  return least === 0 ? `≤ ${round(most)} s` : `${round(least)} to ${round(most)} s`;
}

/** Describes how long an outage lasts, such as `for 180 to 420 s`, `for up to 1 s` or `for ever`. */
export function outageInWords({ least, most }: OutageRange): string {
  if (least === "forever" || most === "forever") return "for ever";
  const shortest = round(least);
  if (most === "unknown") {
    return shortest === 0 ? "for an unknown time" : `for at least ${shortest} s`;
  }
  return shortest === 0 ? `for up to ${round(most)} s` : `for ${shortest} to ${round(most)} s`;
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
