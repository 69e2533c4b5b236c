/** Keys of the provider's settings in the stack's configuration. */

const NAMES = ["apiToken", "apiKey", "email", "accountId", "baseUrl"] as const;

/** Key that marks the settings of a `Provider`. Its arguments take precedence over the environment. */
export const EXPLICIT = "cloudflare:explicit";

/** All keys that a dynamic provider reads. `@pulumi/cloudflare` uses the same keys. */
export const SETTING_KEYS: readonly string[] = [
  ...NAMES.map((name) => `cloudflare:${name}`),
  EXPLICIT,
];

/** Returns the name of a setting from its key, such as `apiToken` for `cloudflare:apiToken`. */
export function settingName(key: string): string {
  return key.replace(/^cloudflare:/, "");
}

/**
 * Returns the plugin's key of a setting. The engine passes a plugin only keys that begin with the name of its package.
 */
export function pluginKey(key: string): string {
  return `cloudflare-cni:${settingName(key)}`;
}

/** Replaces the keys in a message with the plugin's keys. */
export function withPluginKeys(message: string): string {
  return message.replace(new RegExp(`\\bcloudflare:(?:${NAMES.join("|")})\\b`, "g"), (key) =>
    pluginKey(key),
  );
}
