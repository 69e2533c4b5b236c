import type * as pulumi from "@pulumi/pulumi";
import type {
  GetMagicInterconnectResult,
  GetMagicInterconnectsArgs,
} from "../../queries/magic-interconnects";
import { type Inputs, lookUp, lookUpOutput, lookup } from "./look-up";

export type {
  GetMagicInterconnectResult,
  GetMagicInterconnectsArgs,
} from "../../queries/magic-interconnects";

const interconnects = lookup("getMagicInterconnects");

/**
 * The account's interconnects as Magic's routing sees them. A new CNI may take a moment to be among
 * them. Runs in preview as well, and asks once in a run for the same arguments.
 *
 * Fails with a {@link LookupError} where an argument breaks a rule or the API refuses.
 *
 * Source: Cloudflare API, `GET /accounts/{account_id}/magic/cf_interconnects`.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * export const unchecked = cni
 *   .getMagicInterconnects()
 *   .then((all) => all.filter((one) => !one.healthCheck?.enabled).map(({ name }) => name));
 * ```
 */
export function getMagicInterconnects(
  args: GetMagicInterconnectsArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetMagicInterconnectResult[]> {
  return lookUp(interconnects, args, opts);
}

/** As {@link getMagicInterconnects}, with outputs for arguments. */
export function getMagicInterconnectsOutput(
  args: Inputs<GetMagicInterconnectsArgs> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetMagicInterconnectResult[]> {
  return lookUpOutput(interconnects, args, opts);
}
