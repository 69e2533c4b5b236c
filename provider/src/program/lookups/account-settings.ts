/** Credentials of a lookup, resolved as for a resource with the same options. */
import * as pulumi from "@pulumi/pulumi";
import type { AccountSettings } from "../../queries";
import { LookupError } from "../lookup-error";

const EXPLICIT = "cloudflare:explicit";
const KEYS = [
  "cloudflare:apiToken",
  "cloudflare:apiKey",
  "cloudflare:email",
  "cloudflare:accountId",
  "cloudflare:baseUrl",
  EXPLICIT,
];

/**
 * Returns the settings of the `Provider` in the options, or those of the stack if there is none. They are not marked as
 * secrets, because they only authenticate requests and responses do not contain them.
 */
export function resolveAccountSettings(
  opts: pulumi.InvokeOptions = {},
): pulumi.Output<AccountSettings> {
  const account = opts.provider ?? opts.parent?.getProvider("pulumi-nodejs:dynamic:lookup");
  if (account === undefined) return pulumi.output(readSettings(pulumi.runtime.getConfig));
  if (opts.provider !== undefined && !(EXPLICIT in account)) {
    throw new LookupError(
      "The provider of a lookup must be a Provider of this package. Pass one, or omit it to use the stack's configuration.",
    );
  }
  // The arguments of a provider are its properties.
  return pulumi.unsecret(pulumi.output(readSettings((key) => Reflect.get(account, key))));
}

function readSettings<T>(get: (key: string) => T): Record<string, T> {
  return Object.fromEntries(KEYS.map((key) => [key, get(key)]));
}
