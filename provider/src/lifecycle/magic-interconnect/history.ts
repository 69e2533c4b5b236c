/** What a resource remembers of settings that it has taken over. */
import type { MagicSettings } from "../../domain/objects";
import type { Props } from "../../run/property-values";
import { isSameSetting, pick, SETTINGS, type Setting } from "./inputs";

export interface SettingHistory {
  /** What was there before; a setting that the API did not tell is missing. */
  found: MagicSettings;
  /** What this resource has set, whatever somebody else has set since; no other is managed. */
  ours: Partial<Record<Setting, readonly unknown[]>>;
}

export function readHistory({ __found, __ours }: Props): SettingHistory {
  return { found: { ...toObject(__found) }, ours: { ...toObject(__ours) } };
}

function toObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

/** The notes once `declared` is written and `now` is there; what is not declared is managed no more. */
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

/** The notes where it is not known whether `declared` was written: either value is ours. */
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
 * What goes back to what it was: settings that are not declared any more and still are as this
 * resource has set them. `foreign` are those that somebody else has set since.
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
    // What belongs to a BGP session may be gone with it.
    (name) => current[name] !== undefined && !isSameSetting(current[name], found[name]),
  );
  const isOurs = (name: Setting) =>
    ours[name]?.some((value) => isSameSetting(value, current[name]));
  return {
    restored: pick(found, changed.filter(isOurs)),
    foreign: changed.filter((name) => !isOurs(name)),
  };
}
