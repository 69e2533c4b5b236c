import { EnvelopeError } from "../envelope/error";
import { codes } from "./codes";
import type { HealthCheck, SavedHealthCheck } from "./schemas/health-check";

/** What holds for a CNI that nobody has told anything about its health check. */
export const usualHealthCheck: SavedHealthCheck = {
  enabled: true,
  rate: "mid",
  type: "reply",
  direction: "unidirectional",
  target: "",
};

/** The health check to keep; what is left out is as usual. */
export function savedHealthCheck(wanted: HealthCheck, newTarget: boolean): SavedHealthCheck {
  const { source, target = newTarget ? {} : "", ...rest } = wanted;
  if (source !== undefined) {
    throw new EnvelopeError(
      400,
      codes.invalid,
      "health_check.source: only interconnects of version 1.5 have one",
    );
  }
  if ((typeof target === "object") !== newTarget) {
    throw new EnvelopeError(
      400,
      codes.invalid,
      `health_check.target: must be ${newTarget ? "an object" : "a text"} when x-magic-new-hc-target is ${newTarget}`,
    );
  }
  const saved = typeof target === "object" ? (target.saved ?? "") : target;
  return { ...usualHealthCheck, ...rest, target: saved };
}

/** The health check as the API shows it; `customerEnd` is where it goes unless somewhere else. */
export function shownHealthCheck(
  { target: saved, ...rest }: SavedHealthCheck,
  customerEnd: string,
  newTarget: boolean,
): HealthCheck {
  const effective = saved === "" ? customerEnd : saved;
  return { ...rest, target: newTarget ? { saved, effective } : effective };
}
