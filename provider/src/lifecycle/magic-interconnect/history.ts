/**
 * History of the settings that a resource manages. The state contains this history. Each field of a health check is
 * managed separately and has its own path, such as `healthCheck.rate`.
 */
import type { MagicSettings } from "../../domain/objects";
import type { Props } from "../../run/property-values";
import { isSameSetting, SETTINGS, type Setting } from "./inputs";

export interface SettingHistory {
  /** Original values. A setting is missing if the API did not return it. */
  found: MagicSettings;
  /** Values that this resource has set. The resource manages only these settings. */
  ours: Partial<Record<Setting, readonly unknown[]>>;
}

export function readHistory({ __found, __ours }: Props): SettingHistory {
  return { found: { ...toObject(__found) }, ours: { ...toObject(__ours) } };
}

function toObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

/**
 * Returns the history after a write of `declared`. `now` contains the settings after the write. Settings that are no
 * longer declared are no longer managed.
 */
export function recordWrite(
  before: SettingHistory,
  current: MagicSettings,
  declared: MagicSettings,
  now: MagicSettings,
): SettingHistory {
  const paths = listPaths(declared);
  const written = selectPaths(now, paths);
  const managed = SETTINGS.filter((name) => declared[name] !== undefined);
  return {
    found: keepFound(before, current, paths),
    ours: Object.fromEntries(managed.map((name) => [name, [declared[name], written[name]]])),
  };
}

/**
 * Returns the history after a write of `declared` that may have failed. Both the old and the new values then count as
 * set by this resource.
 */
export function recordUnknownWrite(
  before: SettingHistory,
  current: MagicSettings,
  declared: MagicSettings,
): SettingHistory {
  const { ours } = before;
  const managed = SETTINGS.filter(
    (name) => declared[name] !== undefined || ours[name] !== undefined,
  );
  return {
    found: keepFound(before, current, [...listPaths(declared), ...valuesByPath(before).keys()]),
    ours: Object.fromEntries(
      managed.map((name) => [name, [...(ours[name] ?? []), declared[name]]]),
    ),
  };
}

function keepFound(
  before: SettingHistory,
  current: MagicSettings,
  paths: readonly string[],
): MagicSettings {
  const ours = valuesByPath(before);
  return mergeSettings(
    selectPaths(
      current,
      paths.filter((path) => !ours.has(path)),
    ),
    selectPaths(
      before.found,
      paths.filter((path) => ours.has(path)),
    ),
  );
}

/**
 * Finds the settings to restore. These are no longer declared but still have a value that this resource set. `foreign`
 * lists the paths of settings that were changed outside this resource.
 */
export function planRestore(
  history: SettingHistory,
  current: MagicSettings,
  declared: MagicSettings = {},
): { restored: MagicSettings; foreign: string[] } {
  const [now, found, ours] = [flatten(current), flatten(history.found), valuesByPath(history)];
  const wanted = listPaths(declared);
  const changed = [...ours.keys()].filter(
    // BGP settings are missing if the interconnect has no BGP session.
    (path) =>
      !wanted.includes(path) && now.has(path) && !isSameSetting(now.get(path), found.get(path)),
  );
  const isOurs = (path: string) =>
    ours.get(path)?.some((value) => isSameSetting(value, now.get(path))) ?? false;
  return {
    restored: selectPaths(history.found, changed.filter(isOurs)),
    foreign: changed.filter((path) => !isOurs(path)),
  };
}

/** Whether a field of the health check is no longer declared and must be restored. */
export function restoresField(state: Props, declared: Props): boolean {
  const current = { healthCheck: { ...toObject(state.healthCheck) } };
  const wanted = { healthCheck: { ...toObject(declared.healthCheck) } };
  return planRestore(readHistory(state), current, wanted).restored.healthCheck !== undefined;
}

/**
 * Merges two settings objects. Values of the second object take precedence. Health checks are merged field by field.
 */
export function mergeSettings(one: MagicSettings, other: MagicSettings): MagicSettings {
  const healthCheck = { ...one.healthCheck, ...other.healthCheck };
  const hasFields = Object.keys(healthCheck).length > 0;
  return { ...one, ...other, healthCheck: hasFields ? healthCheck : undefined };
}

function valuesByPath({ ours }: SettingHistory): Map<string, unknown[]> {
  const values = new Map<string, unknown[]>();
  for (const [name, list] of Object.entries(ours)) {
    for (const value of list) {
      for (const [path, one] of flatten({ [name]: value })) {
        values.set(path, [...(values.get(path) ?? []), one]);
      }
    }
  }
  return values;
}

function listPaths(settings: MagicSettings): string[] {
  return [...flatten(settings).keys()];
}

function selectPaths(settings: MagicSettings, paths: readonly string[]): MagicSettings {
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

/** Converts settings to a flat map from path to value. */
function flatten({ healthCheck, ...others }: MagicSettings): Map<string, unknown> {
  const fields = Object.entries(healthCheck ?? {}).map(([field, value]): [string, unknown] => [
    `healthCheck.${field}`,
    value,
  ]);
  const entries: [string, unknown][] = Object.entries(others);
  return new Map([...entries, ...fields].filter(([, value]) => value !== undefined));
}
