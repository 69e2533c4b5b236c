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

/** Arguments of {@link getMagicInterconnectsOutput}. */
export type GetMagicInterconnectsOutputArgs = Inputs<GetMagicInterconnectsArgs>;

const interconnects = createLookup("getMagicInterconnects");

/**
 * Lists the account's interconnects with their routing settings in Magic. A new CNI may appear with a delay. The lookup
 * also runs in preview. A run sends only one request for the same arguments.
 *
 * Fails with a {@link LookupError} if an argument is invalid or the API refuses the request.
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

/** Lists interconnects like {@link getMagicInterconnects}, and accepts outputs as arguments. */
export function getMagicInterconnectsOutput(
  args: GetMagicInterconnectsOutputArgs = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetMagicInterconnectsResult> {
  return lookUpOutput(interconnects, args, opts);
}
