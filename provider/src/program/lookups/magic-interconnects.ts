import type * as pulumi from "@pulumi/pulumi";
import type {
  GetMagicInterconnectsArgs,
  GetMagicInterconnectsResult,
} from "../../queries/magic-interconnects";
import { createLookup, type Inputs, lookUp, lookUpOutput } from "./look-up";

export type {
  GetMagicInterconnectResult,
  GetMagicInterconnectsArgs,
  GetMagicInterconnectsResult,
} from "../../queries/magic-interconnects";

/** {@link GetMagicInterconnectsArgs} as outputs. */
export type GetMagicInterconnectsOutputArgs = Inputs<GetMagicInterconnectsArgs>;

const interconnects = createLookup("getMagicInterconnects");

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
 *   .then(({ interconnects }) => interconnects.filter((one) => !one.healthCheck?.enabled))
 *   .then((unchecked) => unchecked.map(({ name }) => name));
 * ```
 */
export function getMagicInterconnects(
  args: GetMagicInterconnectsArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetMagicInterconnectsResult> {
  return lookUp(interconnects, args, opts);
}

/** As {@link getMagicInterconnects}, with outputs for arguments. */
export function getMagicInterconnectsOutput(
  args: GetMagicInterconnectsOutputArgs = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetMagicInterconnectsResult> {
  return lookUpOutput(interconnects, args, opts);
}
