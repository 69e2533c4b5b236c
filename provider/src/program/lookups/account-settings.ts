/** Which credentials a lookup has: those that a resource with the same options would have. */
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
 * The settings of the `Provider` in the options, else those of the stack. No secret is
 * marked as one: they are only asked with, and what is learnt from the API is none of them.
 */
export function resolveAccountSettings(
  opts: pulumi.InvokeOptions = {},
): pulumi.Output<AccountSettings> {
  const account = opts.provider ?? opts.parent?.getProvider("pulumi-nodejs:dynamic:lookup");
  if (account === undefined) return pulumi.output(readSettings(pulumi.runtime.getConfig));
  if (opts.provider !== undefined && !(EXPLICIT in account)) {
    throw new LookupError(
      "the provider of a lookup must be a Provider of this package. Pass one, or none to use the stack's configuration.",
    );
  }
  // What a provider was made with are its properties.
  return pulumi.unsecret(pulumi.output(readSettings((key) => Reflect.get(account, key))));
}

function readSettings<T>(get: (key: string) => T): Record<string, T> {
  return Object.fromEntries(KEYS.map((key) => [key, get(key)]));
}
