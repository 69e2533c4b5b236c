/** Compares the old and new inputs of a resource and returns the differences by path. */
import { isObject } from "./is-object";

type Props = Readonly<Record<string, unknown>>;

export interface PropertyDifference {
  kind: `${"add" | "delete" | "update"}${"" | "-replace"}`;
  /** Whether the inputs differ. If not, only outputs will change. */
  isInput: boolean;
}

/** Differences by path, such as `bgp.extraPrefixes[0]`. */
export type DetailedDiff = ReadonlyMap<string, PropertyDifference>;

/**
 * Returns the differences between inputs. A property in `replaces` is listed even if its declaration is unchanged,
 * because a different account, or a slot that no longer meets its requirement, also causes a replacement.
 */
export function compareInputs(
  before: Props,
  now: Props,
  replaces: readonly string[],
): Map<string, PropertyDifference> {
  const differences = new Map<string, PropertyDifference>();
  for (const key of keysOf(before, now)) {
    const suffix = replaces.includes(key) ? "-replace" : "";
    for (const [path, kind] of compare(key, before[key], now[key])) {
      differences.set(path, { kind: `${kind}${suffix}`, isInput: true });
    }
  }
  for (const key of replaces) {
    const isListed = [...differences.keys()].some((path) => propertyOf(path) === key);
    if (!isListed) differences.set(key, { kind: "update-replace", isInput: true });
  }
  return differences;
}

/** Returns the name of the property at the beginning of a path, such as `bgp` for `bgp.extraPrefixes[0]`. */
export function propertyOf(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path;
}

type Change = [path: string, kind: "add" | "delete" | "update"];

function compare(path: string, before: unknown, now: unknown): Change[] {
  if (before === undefined) return now === undefined ? [] : [[path, "add"]];
  if (now === undefined) return [[path, "delete"]];
  if (Array.isArray(before) && Array.isArray(now)) {
    const length = Math.max(before.length, now.length);
    return Array.from({ length }).flatMap((_, index) =>
      compare(`${path}[${index}]`, before[index], now[index]),
    );
  }
  if (isObject(before) && isObject(now)) {
    return keysOf(before, now).flatMap((key) => compare(`${path}.${key}`, before[key], now[key]));
  }
  return before === now ? [] : [[path, "update"]];
}

/** Returns the names of the properties that a program can declare. */
function keysOf(before: Props, now: Props): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...keys].filter((key) => !key.startsWith("__"));
}
