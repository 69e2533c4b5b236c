/** Finds the credentials of a lookup. They are the same as for a resource with the same options. */
import * as pulumi from "@pulumi/pulumi";
import { EXPLICIT, pluginKey, SETTING_KEYS, settingName } from "../../domain/setting-keys";
import type { AccountSettings } from "../../queries";
import { pluginDoor } from "../door";
import { LookupError } from "../lookup-error";

/**
 * Returns the settings of the `Provider` in the options, or the settings of the stack if there is none. They are not
 * marked as secrets, because they only authenticate requests, and no response contains them.
 */
export function resolveAccountSettings(
  opts: pulumi.InvokeOptions = {},
): pulumi.Output<AccountSettings> {
  const door = pluginDoor(opts);
  if (door?.settings !== undefined) return pulumi.output(door.settings);
  const type = door === undefined ? "pulumi-nodejs:dynamic:lookup" : "cloudflare-cni:index:lookup";
  const keyOf = door === undefined ? (key: string) => key : pluginKey;
  const propertyOf = door === undefined ? (key: string) => key : settingName;
  const account = opts.provider ?? opts.parent?.getProvider(type);
  if (account === undefined) {
    return pulumi.output(readSettings((key) => pulumi.runtime.getConfig(keyOf(key))));
  }
  if (opts.provider !== undefined && !(propertyOf(EXPLICIT) in account)) {
    throw new LookupError(
      "The provider of a lookup must be a Provider of this package. Pass one, or omit it to use the stack's configuration.",
    );
  }
  // The arguments of a provider are its properties.
  return pulumi.unsecret(
    pulumi.output(readSettings((key) => Reflect.get(account, propertyOf(key)))),
  );
}

function readSettings<T>(get: (key: string) => T): Record<string, T> {
  return Object.fromEntries(SETTING_KEYS.map((key) => [key, get(key)]));
}
