/**
 * What a resource remembers of settings that it has taken over. A health check is managed field by field, so each of its
 * fields has a path of its own, such as `healthCheck.rate`.
 */
import type { MagicSettings } from "../../domain/objects";
import type { Props } from "../../run/property-values";
import { SETTINGS, type Setting, sameSetting } from "./inputs";

export interface Notes {
  /** What was there before; a setting that the API did not tell is missing. */
  found: MagicSettings;
  /** What this resource has set, whatever somebody else has set since; no other is managed. */
  ours: Partial<Record<Setting, readonly unknown[]>>;
}

export function notesIn({ __found, __ours }: Props): Notes {
  return { found: { ...object(__found) }, ours: { ...object(__ours) } };
}

function object(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

/** The notes once `declared` is written and `now` is there; what is not declared is managed no more. */
export function notesAfter(
  before: Notes,
  there: MagicSettings,
  declared: MagicSettings,
  now: MagicSettings,
): Notes {
  const paths = pathsIn(declared);
  const written = atPaths(now, paths);
  const managed = SETTINGS.filter((name) => declared[name] !== undefined);
  return {
    found: foundOf(before, there, paths),
    ours: Object.fromEntries(managed.map((name) => [name, [declared[name], written[name]]])),
  };
}

/** The notes where it is not known whether `declared` was written: either value is ours. */
export function notesInDoubt(before: Notes, there: MagicSettings, declared: MagicSettings): Notes {
  const { ours } = before;
  const managed = SETTINGS.filter(
    (name) => declared[name] !== undefined || ours[name] !== undefined,
  );
  return {
    found: foundOf(before, there, [...pathsIn(declared), ...valuesByPath(before).keys()]),
    ours: Object.fromEntries(
      managed.map((name) => [name, [...(ours[name] ?? []), declared[name]]]),
    ),
  };
}

function foundOf(before: Notes, there: MagicSettings, paths: readonly string[]): MagicSettings {
  const ours = valuesByPath(before);
  return merged(
    atPaths(
      there,
      paths.filter((path) => !ours.has(path)),
    ),
    atPaths(
      before.found,
      paths.filter((path) => ours.has(path)),
    ),
  );
}

/**
 * What goes back to what it was: settings that are not declared any more and still are as this
 * resource has set them. `foreign` are the paths of those that somebody else has set since.
 */
export function restorations(
  notes: Notes,
  there: MagicSettings,
  declared: MagicSettings = {},
): { restored: MagicSettings; foreign: string[] } {
  const [now, found, ours] = [flat(there), flat(notes.found), valuesByPath(notes)];
  const wanted = pathsIn(declared);
  const changed = [...ours.keys()].filter(
    // What belongs to a BGP session may be gone with it.
    (path) =>
      !wanted.includes(path) && now.has(path) && !sameSetting(now.get(path), found.get(path)),
  );
  const isOurs = (path: string) =>
    ours.get(path)?.some((value) => sameSetting(value, now.get(path))) ?? false;
  return {
    restored: atPaths(notes.found, changed.filter(isOurs)),
    foreign: changed.filter((path) => !isOurs(path)),
  };
}

/** Whether a field that is no longer declared of a health check goes back to what it was. */
export function restoresField(state: Props, declared: Props): boolean {
  const there = { healthCheck: { ...object(state.healthCheck) } };
  const wanted = { healthCheck: { ...object(declared.healthCheck) } };
  return restorations(notesIn(state), there, wanted).restored.healthCheck !== undefined;
}

/** Settings of which the second take precedence, field by field in a health check. */
export function merged(one: MagicSettings, other: MagicSettings): MagicSettings {
  const healthCheck = { ...one.healthCheck, ...other.healthCheck };
  const hasFields = Object.keys(healthCheck).length > 0;
  return { ...one, ...other, healthCheck: hasFields ? healthCheck : undefined };
}

function valuesByPath({ ours }: Notes): Map<string, unknown[]> {
  const values = new Map<string, unknown[]>();
  for (const [name, list] of Object.entries(ours)) {
    for (const value of list) {
      for (const [path, one] of flat({ [name]: value })) {
        values.set(path, [...(values.get(path) ?? []), one]);
      }
    }
  }
  return values;
}

function pathsIn(settings: MagicSettings): string[] {
  return [...flat(settings).keys()];
}

/** The settings at these paths; those without a value are missing. */
function atPaths(settings: MagicSettings, paths: readonly string[]): MagicSettings {
  const { healthCheck, ...others } = settings;
  const entries = Object.entries(others).filter(([name]) => paths.includes(name));
  const fields = Object.entries(healthCheck ?? {}).filter(([field]) =>
    paths.includes(`healthCheck.${field}`),
  );
  return {
    ...Object.fromEntries(entries),
    ...(fields.length > 0 && { healthCheck: Object.fromEntries(fields) }),
  };
}

/** The values of settings by path. */
function flat({ healthCheck, ...others }: MagicSettings): Map<string, unknown> {
  const fields = Object.entries(healthCheck ?? {}).map(([field, value]): [string, unknown] => [
    `healthCheck.${field}`,
    value,
  ]);
  const entries: [string, unknown][] = Object.entries(others);
  return new Map([...entries, ...fields].filter(([, value]) => value !== undefined));
}
