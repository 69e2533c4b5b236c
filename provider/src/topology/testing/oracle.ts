/**
 * Oracle: determines by brute force what a design achieves and what remains after each single failure. It shares only
 * types and published facts with `assess()`, so an error in either of them shows up as a difference.
 */

import type { Design, Intent } from "../design";
import type { FailureKind } from "../failure";
import { type OracleFailure, oracleFailures } from "./oracle-failures";
import { isOfRouter, type OracleOutage, oracleOutage } from "./oracle-outage";
import { oracleIntent } from "./oracle-places";
import { type OracleTraffic, oracleTraffic } from "./oracle-traffic";

export type { Design };

export interface OracleOutcome extends OracleTraffic {
  kind: FailureKind;
  /** Names of the ports that fail, in the order of the design. */
  failed: string[];
  isUncertain: boolean;
  outage: OracleOutage;
}

export interface OracleAssessment {
  configured: Intent | "none";
  outcomes: OracleOutcome[];
}

function outcomeOf(failure: OracleFailure, design: Design): OracleOutcome {
  const traffic = oracleTraffic(failure.ports, design);
  const isUnknown = failure.isUncertain && traffic.verdict !== "carried";
  return {
    kind: failure.kind,
    failed: design.ports.filter((port) => failure.ports.includes(port)).map(({ name }) => name),
    isUncertain: failure.isUncertain,
    ...traffic,
    verdict: isUnknown ? "unknown" : traffic.verdict,
    outage: oracleOutage(failure, design),
  };
}

export function oracleAssessment(design: Design): OracleAssessment {
  // Many failures take down the same ports. Except for failures of a router, these have the same outcome.
  const known = new Map<string, OracleOutcome>();
  const outcomes = oracleFailures(design).map((failure) => {
    const names = failure.ports.map(({ name }) => name).toSorted();
    const key = [isOfRouter(failure.kind), failure.isUncertain, ...names].join(" ");
    const outcome = known.get(key) ?? outcomeOf(failure, design);
    known.set(key, outcome);
    return { ...outcome, kind: failure.kind };
  });
  return { configured: oracleIntent(design), outcomes };
}
