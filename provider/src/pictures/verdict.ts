/** One-sentence summary of an assessment. */

import { counted, listed } from "../domain/text";
import type { Assessment, Blocker, Design } from "../topology";
import { fulfils } from "../topology/intent";
import type { Tone } from "./tone";

export interface AssessmentSummary {
  tone: Tone;
  sentence: string;
  more?: string;
}

/** The tone is good only if what works now meets the intent too, or if nothing is ordered yet. */
export function summarize(
  { intent, ports }: Design,
  assessment: Assessment | undefined,
): AssessmentSummary {
  if (assessment === undefined) {
    return { tone: "unclear", sentence: `Intent ${intent}, not assessed` };
  }
  const { met, blockers, configured, operational } = assessment;
  const isOrdered = ports.some(({ state }) => state);
  const isOnlyDesigned = met === true && isOrdered && !fulfils(operational, intent);
  const found = SEVERITIES.flatMap(([severity, what]) => {
    const own = blockers.filter((blocker) => blocker.severity === severity);
    return own.length > 0 ? [counted(own.length, what)] : [];
  });
  const { tone, outcome } = isOnlyDesigned ? ONLY_DESIGNED : OUTCOMES[`${met}`];
  return {
    tone,
    sentence: `Intent ${intent} ${outcome}${found.length > 0 ? ` (${listed(found)})` : ""}`,
    more: `Configured: ${configured}${isOrdered ? ` · Working now: ${operational}` : ""}`,
  };
}

const OUTCOMES: Record<`${Assessment["met"]}`, { tone: Tone; outcome: string }> = {
  true: { tone: "good", outcome: "is met by the design" },
  unknown: { tone: "unclear", outcome: "may be met by the design" },
  false: { tone: "bad", outcome: "is not met" },
};
const ONLY_DESIGNED = {
  tone: "poor",
  outcome: "is met by the design, not by what works now",
} as const;

const SEVERITIES: [Blocker["severity"], string][] = [
  ["error", "error"],
  ["warning", "warning"],
  ["unknown", "open question"],
];

/** Text alternative of the picture. */
export function description(design: Design, assessment: Assessment | undefined): string {
  const { ports, sessions } = design;
  const { sentence, more } = summarize(design, assessment);
  const counts = `${counted(ports.length, "port")} with ${counted(sessions.length, "session")}`;
  return [counts, sentence, more].filter(Boolean).join(". ");
}
