import * as pulumi from "@pulumi/pulumi";
import { requireArgs } from "./by-reference";

/** Arguments of {@link Provider}. */
export interface ProviderArgs {
  /** API token; or give `apiKey` and `email`. */
  apiToken?: pulumi.Input<string>;
  apiKey?: pulumi.Input<string>;
  email?: pulumi.Input<string>;
  /** Account of the resources that name none. */
  accountId?: pulumi.Input<string>;
  /** @default `CLOUDFLARE_BASE_URL`, else `"https://api.cloudflare.com/client/v4"` */
  baseUrl?: pulumi.Input<string>;
}

/**
 * Credentials of their own for some resources, for programs that work on several accounts. What is
 * given here wins over the environment and the stack's configuration.
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
    const { apiToken, apiKey, email, accountId, baseUrl } = requireArgs(name, args);
    const settings = {
      "cloudflare:apiToken": apiToken && pulumi.secret(apiToken),
      "cloudflare:apiKey": apiKey && pulumi.secret(apiKey),
      "cloudflare:email": email,
      "cloudflare:accountId": accountId,
      "cloudflare:baseUrl": baseUrl,
      "cloudflare:explicit": "true",
    };
    // Lookups read them off the resource, where preview knows nothing of what was not given.
    const defined = Object.entries(settings).filter(([, value]) => value !== undefined);
    super("pulumi-nodejs", name, Object.fromEntries(defined), options);
  }
}
