/** Keys of the provider's settings in the stack's configuration. */

const NAMES = ["apiToken", "apiKey", "email", "accountId", "baseUrl"] as const;

/** Marks the settings of a `Provider`, whose arguments take precedence over the environment. */
export const EXPLICIT = "cloudflare:explicit";

/** Every key of a dynamic provider. They are those of `@pulumi/cloudflare`. */
export const SETTING_KEYS: readonly string[] = [
  ...NAMES.map((name) => `cloudflare:${name}`),
  EXPLICIT,
];

/** Name of the setting with a key, such as `apiToken` of `cloudflare:apiToken`. */
export function settingName(key: string): string {
  return key.replace(/^cloudflare:/, "");
}

/** The plugin's key of a setting. The engine passes a plugin only the keys that begin with its package's name. */
export function pluginKey(key: string): string {
  return `cloudflare-cni:${settingName(key)}`;
}

/** Replaces the keys in a message with those of the plugin. */
export function withPluginKeys(message: string): string {
  return message.replace(new RegExp(`\\bcloudflare:(?:${NAMES.join("|")})\\b`, "g"), (key) =>
    pluginKey(key),
  );
}
