import type { NewState } from "./schema";

function findDuplicates(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

/**
 * Returns a sentence for each contradiction in a state. CNIs may have the same name or address, because an
 * edit that bypasses the API can create such CNIs.
 */
export function findContradictions({ interconnects = [], cnis = [], slots }: NewState): string[] {
  const names = interconnects.map(({ name }) => name);
  const taken = interconnects.flatMap((port) => (port.type === "direct" ? [port.slot_id] : []));
  const repeated: [what: string, values: string[]][] = [
    ["interconnects have the name", names],
    ["interconnects are in the slot", taken.map((id) => id.toLowerCase())],
    ["CNIs have the id", cnis.map(({ id }) => id.toLowerCase())],
    ["slots have the id", (slots ?? []).map(({ id }) => id.toLowerCase())],
  ];
  return [
    ...repeated.flatMap(([what, values]) =>
      findDuplicates(values).map((value) => `Two ${what} ${value}`),
    ),
    // The state stores data in objects keyed by name, and an object cannot store a value under __proto__.
    ...names
      .filter((name) => name === "__proto__")
      .map(() => `An interconnect cannot have the name __proto__`),
  ];
}
