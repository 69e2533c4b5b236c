import { FACTS } from "../../domain/facts";
import { parsePercentage } from "../../domain/percentage";
import { listed } from "../../domain/text";
import { ASSUMPTION_KEYS, EXAMPLE_ASSUMPTION } from "../assumed-failures";
import { type Availability, type Downtime, MINUTES_A_YEAR } from "../availability";
import { formatMinutes, minutesInWords, NO_SLA, shortageInWords } from "../availability-words";
import type { Design } from "../design";
import type { Capacity } from "../failure";
import type { Finding, Rule } from "./rule";

interface Long {
  direction: keyof Capacity;
  downtime: Downtime;
}

export const availability: Rule = {
  rule: "By the assumptions about failures, the interconnects carry the demand for the declared availability of a year, in both directions",
  figure: "single failures and pairs, independent of each other; Cloudflare gives no SLA",
  source: FACTS.sla.source,
  check(design, _, expected) {
    const wanted = parsePercentage(design.availability ?? "");
    if (wanted === undefined || design.ports.length === 0) return [];
    if (expected === undefined) return [withoutAssumptions(design)];
    const allowed = (1 - wanted) * MINUTES_A_YEAR;
    const { toCustomer, toCloudflare } = expected;
    const directions: readonly Long[] = [
      { direction: "toCustomer", downtime: toCustomer },
      ...(toCloudflare ? [{ direction: "toCloudflare" as const, downtime: toCloudflare }] : []),
    ];
    return directions
      .filter(({ downtime }) => mostOf(downtime) > allowed)
      .toSorted(byLength)
      .slice(0, 1)
      .map((worst) => toFinding(worst, allowed, design, expected));
  },
};

/** Sorts downtimes: the longest certain downtime first, then the longest possible downtime. */
function byLength({ downtime: one }: Long, { downtime: other }: Long): number {
  // The difference between two infinite values is NaN.
  return other.least - one.least || mostOf(other) - mostOf(one) || 0;
}

function mostOf({ most }: Downtime): number {
  return most === "unknown" ? Number.POSITIVE_INFINITY : most;
}

function withoutAssumptions({ availability }: Design): Finding {
  return {
    severity: "unknown",
    explanation: `availability ${availability} cannot be judged without assumptions, because ${NO_SLA}. Set assumptions.port and the other kinds of failures to what you expect, such as ${EXAMPLE_ASSUMPTION}.`,
  };
}

function toFinding(
  { direction, downtime }: Long,
  allowed: number,
  design: Design,
  expected: Availability,
): Finding {
  const isCertain = downtime.least > allowed;
  const limit = `availability ${design.availability} allows ${formatMinutes(allowed)} minutes`;
  return {
    severity: isCertain ? "error" : "unknown",
    explanation: `By the assumptions, ${shortageInWords(design, direction)} for ${minutesInWords(downtime)} a year, and ${limit}. ${
      isCertain
        ? "Add ports that do not fail together, lower the demand, or lower availability."
        : adviceFor(downtime, allowed, expected)
    }`,
  };
}

/** Returns the advice for a downtime, depending on what determines whether the availability is reached. */
function adviceFor(
  { most, threeOrMore }: Downtime,
  allowed: number,
  { notCounted }: Availability,
): string {
  if (most === "unknown") {
    const keys = notCounted.map((kind) => `assumptions.${ASSUMPTION_KEYS[kind]}`);
    return `Set ${listed(keys)} too, because a kind of failure without an assumption is not counted.`;
  }
  return most - threeOrMore > allowed
    ? "Declare the unknown devices, facilities, metros and speeds, track static routes, or lower availability; Cloudflare does not promise different days for maintenance of two facilities."
    : `Lower availability, because three or more failures at once, which are not evaluated, may take ${formatMinutes(threeOrMore)} minutes of it.`;
}
