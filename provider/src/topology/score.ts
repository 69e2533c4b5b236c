/** Computes the scorecard of an assessment. */

import { counted, listed } from "../domain/text";
import type { Assessment } from "./assessment";
import { availabilityInWords } from "./availability-words";
import type { Blocker, Severity } from "./blocker";
import { titleOfBlocker } from "./blocker-title";
import type { Design } from "./design";
import { fulfils } from "./intent";
import { capacityLight, diversityLight, outageLight, workingLight } from "./lights";
import { conditionOf } from "./rules/condition";
import type { LightLevel, Scorecard } from "./scorecard";
import { demandOf, worstOutcome } from "./worst-outcome";

/**
 * Summarizes an assessment.
 *
 * @example
 * ```ts
 * import { assess, type Design, scorecardOf } from "pulumi-cloudflare-cni/topology";
 *
 * const design: Design = { name: "transit", intent: "single", ports: [], sessions: [] };
 * for (const { title, answer } of scorecardOf(design, assess(design)).lights) {
 *   console.log(`${title}: ${answer}`);
 * }
 * ```
 */
export function scorecardOf(design: Design, assessment: Assessment): Scorecard {
  const working = workingLight(design, assessment);
  const worst = worstOutcome(design, assessment);
  const failure = worst?.failures[0];
  return {
    name: design.name,
    ...headlineOf(assessment, working.level),
    lights: [
      diversityLight(assessment),
      capacityLight(design, assessment),
      outageLight(design, assessment),
      working,
    ],
    ...(failure ? { worstFailure: conditionOf(failure) } : {}),
    demand: demandOf(design),
    remaining: worst?.capacity ?? assessment.capacity,
    designed: assessment.capacity,
    ...(assessment.availability
      ? { availability: availabilityInWords(design, assessment.availability) }
      : {}),
  };
}

function headlineOf(
  { met, intent, configured, blockers }: Assessment,
  working: LightLevel,
): Pick<Scorecard, "level" | "headline"> {
  const of = (severity: Severity) => blockers.filter((found) => found.severity === severity);
  if (met === false) {
    if (configured === "none") return { level: "bad", headline: "The design has no ports" };
    const errors = of("error");
    const found =
      errors.length > 0 ? `${counted(errors.length, "error")} (${typesOf(errors)})` : undefined;
    return {
      level: "bad",
      headline: fulfils(configured, intent)
        ? `Achieves ${intent}, but has ${found}`
        : `Must be ${intent}, achieves only ${configured}${found ? `: ${found}` : ""}`,
    };
  }
  if (met === "unknown") {
    const open = of("unknown");
    return {
      level: "unknown",
      headline: `May achieve ${intent}: ${counted(open.length, "open question")} (${typesOf(open)})`,
    };
  }
  switch (working) {
    case "good":
      return { level: "good", headline: `Achieves ${intent}` };
    case "not-judged":
      return { level: "good", headline: `Achieves ${intent} as designed` };
    case "waiting":
      return { level: "waiting", headline: `Achieves ${intent} as designed, but is not up yet` };
    case "bad":
      return { level: "poor", headline: `Achieves ${intent} as designed, but not now` };
    default:
      return { level: "poor", headline: `Achieves ${intent}, but not everything works now` };
  }
}

const MAX_TYPES = 2;

function typesOf(blockers: readonly Blocker[]): string {
  const types = [...new Set(blockers.map(({ type }) => titleOfBlocker(type)))];
  const rest = types.length - MAX_TYPES;
  return listed([...types.slice(0, MAX_TYPES), ...(rest > 0 ? [`${rest} more`] : [])]);
}
