/** What a resource remembers of the settings that it manages, kept in the state. */
import type { MagicSettings } from "../../domain/objects";
import type { Props } from "../../run/property-values";
import { isSameSetting, pick, SETTINGS, type Setting } from "./inputs";

export interface SettingHistory {
  /** Original values; a setting that the API did not return is missing. */
  found: MagicSettings;
  /** Values that this resource has set. Only these settings are managed. */
  ours: Partial<Record<Setting, readonly unknown[]>>;
}

export function readHistory({ __found, __ours }: Props): SettingHistory {
  return { found: { ...toObject(__found) }, ours: { ...toObject(__ours) } };
}

function toObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

/** The history after `declared` was written and `now` was read. Undeclared settings are no longer managed. */
export function recordWrite(
  before: SettingHistory,
  current: MagicSettings,
  declared: MagicSettings,
  now: MagicSettings,
): SettingHistory {
  const managed = SETTINGS.filter((name) => declared[name] !== undefined);
  return {
    found: keepFound(before, current, managed),
    ours: Object.fromEntries(managed.map((name) => [name, [declared[name], now[name]]])),
  };
}

/** The history if it is unknown whether `declared` was written: both values count as set by this resource. */
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
    found: keepFound(before, current, managed),
    ours: Object.fromEntries(
      managed.map((name) => [name, [...(ours[name] ?? []), declared[name]]]),
    ),
  };
}

function keepFound(
  { found, ours }: SettingHistory,
  current: MagicSettings,
  managed: readonly Setting[],
): MagicSettings {
  return Object.fromEntries(
    managed.map((name) => [name, ours[name] === undefined ? current[name] : found[name]]),
  );
}

/**
 * Finds the settings to restore: those that are no longer declared and still have a value that this
 * resource has set. `foreign` are those that were changed outside this resource.
 */
export function planRestore(
  { found, ours }: SettingHistory,
  current: MagicSettings,
  declared: readonly Setting[] = [],
): { restored: MagicSettings; foreign: Setting[] } {
  const undeclared = SETTINGS.filter(
    (name) => ours[name] !== undefined && !declared.includes(name),
  );
  const changed = undeclared.filter(
    // A setting of the BGP session is missing if the session is.
    (name) => current[name] !== undefined && !isSameSetting(current[name], found[name]),
  );
  const isOurs = (name: Setting) =>
    ours[name]?.some((value) => isSameSetting(value, current[name]));
  return {
    restored: pick(found, changed.filter(isOurs)),
    foreign: changed.filter((name) => !isOurs(name)),
  };
}
