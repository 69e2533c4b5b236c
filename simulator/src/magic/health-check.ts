import { EnvelopeError } from "../envelope/error";
import type { Behaviour } from "../network/behaviour";
import { codes } from "./codes";
import type { HealthCheck, SavedHealthCheck } from "./schemas/health-check";

/** Default health check of a CNI, whose direction depends on the product. */
export function defaultHealthCheck({ healthCheckDirection }: Behaviour): SavedHealthCheck {
  return {
    enabled: true,
    rate: "mid",
    type: "reply",
    direction: healthCheckDirection,
    target: "",
  };
}

/** Validates a health check and fills in the defaults. */
export function toSavedHealthCheck(
  wanted: HealthCheck,
  newTarget: boolean,
  behaviour: Behaviour,
): SavedHealthCheck {
  const { source, target = newTarget ? {} : "", ...rest } = wanted;
  if (source !== undefined) {
    throw new EnvelopeError(
      400,
      codes.invalid,
      "health_check.source is supported only on version 1.5 interconnects",
    );
  }
  if ((typeof target === "object") !== newTarget) {
    throw new EnvelopeError(
      400,
      codes.invalid,
      `health_check.target: must be ${newTarget ? "an object" : "a string"} if x-magic-new-hc-target is ${newTarget}`,
    );
  }
  const saved = typeof target === "object" ? (target.saved ?? "") : target;
  return { ...defaultHealthCheck(behaviour), ...rest, target: saved };
}

/** Converts a health check to the form that the API returns. An empty target means `customerEnd`. */
export function toHealthCheck(
  { target: saved, ...rest }: SavedHealthCheck,
  customerEnd: string,
  newTarget: boolean,
): HealthCheck {
  const effective = saved === "" ? customerEnd : saved;
  return { ...rest, target: newTarget ? { saved, effective } : effective };
}
