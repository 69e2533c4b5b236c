/** Reads a design's assumptions about how often things fail. */

import { parseDuration } from "../domain/duration";
import type { Assumptions, Design, FailureAssumption } from "./design";
import type { FailureKind } from "./failure";

/** Properties of {@link Assumptions} that concern failures. */
type AssumptionKey = {
  [Key in keyof Assumptions]-?: NonNullable<Assumptions[Key]> extends number ? never : Key;
}[keyof Assumptions];

/** Property of {@link Assumptions} for each kind of failure. */
export const ASSUMPTION_KEYS: Readonly<Record<FailureKind, AssumptionKey>> = {
  port: "port",
  device: "device",
  facility: "facility",
  metro: "metro",
  pop: "pop",
  maintenance: "maintenance",
  "customer-router": "customerRouter",
  "customer-site": "customerSite",
  "customer-power": "customerPower",
  duct: "duct",
};

/** Example of an assumption, for messages. */
export const EXAMPLE_ASSUMPTION = '{ mtbf: "2y", mttr: "4h" }';

export function assumptionOf(
  { assumptions }: Design,
  kind: FailureKind,
): FailureAssumption | undefined {
  // A missing value is null in a stack's state.
  return assumptions?.[ASSUMPTION_KEYS[kind]] ?? undefined;
}

export function assumesFailures(design: Design): boolean {
  return Object.values(ASSUMPTION_KEYS).some((key) => design.assumptions?.[key]);
}

/** Returns the share of the time during which a component is down. */
export function unavailabilityOf({ mtbf, mttr }: FailureAssumption): number {
  const up = parseDuration(mtbf) ?? Number.POSITIVE_INFINITY;
  const down = parseDuration(mttr) ?? 0;
  return down / (up + down);
}
