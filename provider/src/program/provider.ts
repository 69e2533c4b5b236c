import * as pulumi from "@pulumi/pulumi";
import { requireArgs } from "./by-reference";

/** Arguments of {@link Provider}. */
export interface ProviderArgs {
  /** API token. Pulumi always treats it as a secret. Alternatively, set `apiKey` and `email`. */
  apiToken?: pulumi.Input<string>;
  /** API key. Pulumi always treats it as a secret. It requires `email`. */
  apiKey?: pulumi.Input<string>;
  /** Email address of the user who owns `apiKey`. */
  email?: pulumi.Input<string>;
  /** Account for resources without `accountId` (32 hexadecimal digits). @default `CLOUDFLARE_ACCOUNT_ID` */
  accountId?: pulumi.Input<string>;
  /**
   * Base URL of the API. It must use https, or http on loopback.
   *
   * @default `CLOUDFLARE_BASE_URL`, else `"https://api.cloudflare.com/client/v4"`
   */
  baseUrl?: pulumi.Input<string>;
}

/**
 * Credentials, account and base URL for some of a program's resources. Use it if a program works on several accounts.
 * Its arguments take precedence over the environment and the stack's configuration. Its credentials are never mixed
 * with credentials from elsewhere.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const lab = new cni.Provider("lab", {
 *   apiToken: new pulumi.Config().requireSecret("labToken"),
 *   accountId: "0123456789abcdef0123456789abcdef",
 * });
 * new cni.CniSettings("lab", { defaultAsn: 64512 }, { provider: lab });
 * ```
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs, options?: pulumi.ResourceOptions) {
    const settings = Object.entries(providerSettings(name, args));
    const keyed = settings.map(([setting, value]) => [`cloudflare:${setting}`, value]);
    super("pulumi-nodejs", name, Object.fromEntries(keyed), options);
  }
}

/** Returns the settings that a `Provider` passes to its resources and lookups. */
export function providerSettings(name: string, args: ProviderArgs): pulumi.Inputs {
  const { apiToken, apiKey, email, accountId, baseUrl } = requireArgs(name, args);
  const settings = {
    apiToken: apiToken && pulumi.secret(apiToken),
    apiKey: apiKey && pulumi.secret(apiKey),
    email,
    accountId,
    baseUrl,
    explicit: "true",
  };
  // Lookups read the properties of the resource. In preview, a property without a value would be unknown to them.
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
