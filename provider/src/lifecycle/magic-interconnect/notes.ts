/** What a resource remembers of settings that it has taken over. */
import type { MagicSettings } from "../../domain/objects";
import type { Props } from "../../run/property-values";
import { pick, SETTINGS, type Setting, sameSetting } from "./inputs";

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
  const managed = SETTINGS.filter((name) => declared[name] !== undefined);
  return {
    found: foundOf(before, there, managed),
    ours: Object.fromEntries(managed.map((name) => [name, [declared[name], now[name]]])),
  };
}

/** The notes where it is not known whether `declared` was written: either value is ours. */
export function notesInDoubt(before: Notes, there: MagicSettings, declared: MagicSettings): Notes {
  const { ours } = before;
  const managed = SETTINGS.filter(
    (name) => declared[name] !== undefined || ours[name] !== undefined,
  );
  return {
    found: foundOf(before, there, managed),
    ours: Object.fromEntries(
      managed.map((name) => [name, [...(ours[name] ?? []), declared[name]]]),
    ),
  };
}

function foundOf(
  { found, ours }: Notes,
  there: MagicSettings,
  managed: readonly Setting[],
): MagicSettings {
  return Object.fromEntries(
    managed.map((name) => [name, ours[name] === undefined ? there[name] : found[name]]),
  );
}

/**
 * What goes back to what it was: settings that are not declared any more and still are as this
 * resource has set them. `foreign` are those that somebody else has set since.
 */
export function restorations(
  { found, ours }: Notes,
  there: MagicSettings,
  declared: readonly Setting[] = [],
): { restored: MagicSettings; foreign: Setting[] } {
  const left = SETTINGS.filter((name) => ours[name] !== undefined && !declared.includes(name));
  const changed = left.filter(
    // What belongs to a BGP session may be gone with it.
    (name) => there[name] !== undefined && !sameSetting(there[name], found[name]),
  );
  const isOurs = (name: Setting) => ours[name]?.some((value) => sameSetting(value, there[name]));
  return {
    restored: pick(found, changed.filter(isOurs)),
    foreign: changed.filter((name) => !isOurs(name)),
  };
}
