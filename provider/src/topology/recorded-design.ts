import type { Design } from "./design";

/**
 * The design that an `InterconnectGroup` left in a stack's state. This package has written it, so
 * that it is one is told by its name, its intent and its lists.
 */
export function recordedDesign(outputs: Readonly<Record<string, unknown>>): Design | undefined {
  return isDesign(outputs.design) ? outputs.design : undefined;
}

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
