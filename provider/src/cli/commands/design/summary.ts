/** Plans as JSON. */
import type { Alternative, Candidate, Plan } from "../../../topology/plan/plan";
import { optionsFor } from "./print";

/** Leaves out the failures, of which `verify` prints those of the chosen design. */
export function summaryOf(plan: Plan, program: string | undefined): object {
  const { candidates, judged, isLimited, missing, alternatives } = plan;
  return {
    candidates: candidates.map(candidateOf),
    judged,
    isLimited,
    missing,
    alternatives: alternatives.map(alternativeOf),
    ...(program === undefined ? {} : { program }),
  };
}

function candidateOf({ design, assessment, scorecard, facilities, distance, reason }: Candidate) {
  const { configured, blockers } = assessment;
  const { remaining, worstFailure } = scorecard;
  return { reason, configured, distance, facilities, remaining, worstFailure, blockers, design };
}

function alternativeOf(alternative: Alternative) {
  const { explanation, candidate } = alternative;
  return { explanation, options: optionsFor(alternative), candidate: candidateOf(candidate) };
}
