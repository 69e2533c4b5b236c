/** The assumptions of a design about how often things fail. */

import { parseDuration } from "../domain/duration";
import type { Assumptions, Design, FailureAssumption } from "./design";
import type { FailureKind } from "./failure";

/** Properties of {@link Assumptions} that are about failures. */
type AssumptionKey = {
  [Key in keyof Assumptions]-?: NonNullable<Assumptions[Key]> extends number ? never : Key;
}[keyof Assumptions];

/** The property of each kind of failure. */
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

/** Example for messages. */
export const EXAMPLE_ASSUMPTION = '{ mtbf: "2y", mttr: "4h" }';

export function assumptionOf(
  { assumptions }: Design,
  kind: FailureKind,
): FailureAssumption | undefined {
  // In a stack's state, an absent value is null.
  return assumptions?.[ASSUMPTION_KEYS[kind]] ?? undefined;
}

export function assumesFailures(design: Design): boolean {
  return Object.values(ASSUMPTION_KEYS).some((key) => design.assumptions?.[key]);
}

/** Part of the time in which something is down. */
export function unavailabilityOf({ mtbf, mttr }: FailureAssumption): number {
  const up = parseDuration(mtbf) ?? Number.POSITIVE_INFINITY;
  const down = parseDuration(mttr) ?? 0;
  return down / (up + down);
}
