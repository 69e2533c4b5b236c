import type { Settings, SettingsRequest } from "../cni/schemas/settings";

const initial: Settings = { default_asn: 13335 };

/** The settings of the account: always there, never deleted. */
export class AccountSettings {
  #settings = initial;

  get(): Settings {
    return this.#settings;
  }

  // What the real API makes of null and of an absent field is unknown: here both keep the value.
  update({ default_asn }: SettingsRequest): Settings {
    this.#settings = { default_asn: default_asn ?? this.#settings.default_asn };
    return this.#settings;
  }

  clear(): void {
    this.#settings = initial;
  }
}
