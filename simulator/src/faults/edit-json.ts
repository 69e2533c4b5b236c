import type { Edit } from "./respond";

type Change = (old: unknown) => unknown;

// JSON has no undefined, so setting a field or an element to undefined removes it.
function changeAt(value: unknown, path: readonly string[], change: Change): unknown {
  const [step, ...rest] = path;
  if (step === undefined) {
    return change(value);
  }
  if (Array.isArray(value)) {
    return value
      .map((element, index) =>
        step === "*" || step === String(index) ? changeAt(element, rest, change) : element,
      )
      .filter((element) => element !== undefined);
  }
  if (typeof value === "object" && value !== null) {
    const fields = new Map(Object.entries(value));
    return Object.fromEntries(fields.set(step, changeAt(fields.get(step), rest, change)));
  }
  return value;
}

/** Returns a copy of a JSON value with fields added, replaced and removed. */
export function editJson(json: unknown, { set = {}, replace = {}, remove = [] }: Edit): unknown {
  const changes: [path: string, change: Change][] = [
    ...remove.map((path): [string, Change] => [path, () => undefined]),
    ...Object.entries(replace).map(([path, value]): [string, Change] => [
      path,
      (old) => (old === undefined ? undefined : value),
    ]),
    ...Object.entries(set).map(([path, value]): [string, Change] => [path, () => value]),
  ];
  return changes.reduce(
    (edited, [path, change]) => changeAt(edited, path.split("."), change),
    json,
  );
}
