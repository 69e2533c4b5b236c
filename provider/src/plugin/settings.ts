/** Settings of a provider instance: those of the stack, or the arguments of a `Provider` in the program. */
import { EXPLICIT, SETTING_KEYS, settingName } from "../domain/setting-keys";
import type { AccountSettings } from "../queries";
import type { Settings } from "../run/configuration";
import type { Props } from "../run/property-values";
import { unwrap } from "./secrets";

/** The arguments of a `Provider` take precedence over the environment. Pulumi names its own providers `default`. */
export function settingsOf(args: Props, name: string): Settings {
  const isExplicit = !/^default(_|$)/.test(name);
  return (key) => {
    if (key === EXPLICIT) return isExplicit ? "true" : undefined;
    const value = unwrap(args[settingName(key)]);
    return typeof value === "string" ? value : undefined;
  };
}

/** All settings by their key. */
export function settingsRecord(settings: Settings): AccountSettings {
  return Object.fromEntries(SETTING_KEYS.map((key) => [key, settings(key)]));
}
