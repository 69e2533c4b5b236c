/**
 * Settings of a provider instance. They come from the stack's configuration, or from the arguments of a `Provider` in
 * the program.
 */
import { EXPLICIT, SETTING_KEYS, settingName } from "../domain/setting-keys";
import type { AccountSettings } from "../queries";
import type { Settings } from "../run/configuration";
import type { Props } from "../run/property-values";
import { unwrap } from "./secrets";

/**
 * Returns the settings of a provider instance. The arguments of a `Provider` take precedence over the environment.
 * Pulumi gives its own providers names that begin with `default`.
 */
export function settingsOf(args: Props, name: string): Settings {
  const isExplicit = !/^default(_|$)/.test(name);
  return (key) => {
    if (key === EXPLICIT) return isExplicit ? "true" : undefined;
    const value = unwrap(args[settingName(key)]);
    return typeof value === "string" ? value : undefined;
  };
}

export function settingsRecord(settings: Settings): AccountSettings {
  return Object.fromEntries(SETTING_KEYS.map((key) => [key, settings(key)]));
}
