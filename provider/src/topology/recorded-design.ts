import type { Design } from "./design";

/**
 * Reads the design that an `InterconnectGroup` recorded in a stack's state. Returns `undefined` if the outputs contain
 * none.
 */
export function recordedDesign(outputs: Readonly<Record<string, unknown>>): Design | undefined {
  return isDesign(outputs.design) ? outputs.design : undefined;
}

/** Whether a value is a design. Only the main properties are checked, because this package wrote the state. */
function isDesign(value: unknown): value is Design {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    "intent" in value &&
    "ports" in value &&
    Array.isArray(value.ports) &&
    "sessions" in value &&
    Array.isArray(value.sessions)
  );
}
