import type * as pulumi from "@pulumi/pulumi";
import type { LinkStatus } from "../../domain/values";
import type {
  GetInterconnectArgs,
  GetInterconnectResult,
  GetInterconnectsArgs,
  GetInterconnectsResult,
} from "../../queries/interconnects";
import { createLookup, type Inputs, lookUp, lookUpOutput } from "./look-up";

export type {
  GetInterconnectArgs,
  GetInterconnectResult,
  GetInterconnectsArgs,
  GetInterconnectsResult,
} from "../../queries/interconnects";

/** {@link GetInterconnectArgs} as outputs. */
export type GetInterconnectOutputArgs = Inputs<GetInterconnectArgs>;
/** {@link GetInterconnectsArgs} as outputs. */
export type GetInterconnectsOutputArgs = Inputs<GetInterconnectsArgs>;

const interconnects = createLookup("getInterconnects");
const interconnect = createLookup("getInterconnect");
const status = createLookup("getInterconnectStatus");

/**
 * The account's ports that pass the filters, in the order of the API. Runs in preview as well, and
 * asks once in a run for the same arguments.
 *
 * Fails with a {@link LookupError} where an argument breaks a rule or the API refuses.
 *
 * Source: Cloudflare API, `GET /accounts/{account_id}/cni/interconnects`.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * export const devices = cni
 *   .getInterconnects({ site: "ewr-a" })
 *   .then(({ interconnects }) => interconnects.map(({ device }) => device));
 * ```
 */
export function getInterconnects(
  args: GetInterconnectsArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetInterconnectsResult> {
  return lookUp(interconnects, args, opts);
}

/** As {@link getInterconnects}, with outputs for arguments. */
export function getInterconnectsOutput(
  args: GetInterconnectsOutputArgs = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetInterconnectsResult> {
  return lookUpOutput(interconnects, args, opts);
}

/**
 * One port. Fails with a {@link LookupError} where the account has none of this name.
 *
 * Source: Cloudflare API, `GET /accounts/{account_id}/cni/interconnects/{icon}`.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const port = cni.getInterconnect({ name: "cni-ewr-a-000001" });
 * export const device = port.then(({ device }) => device);
 * ```
 */
export function getInterconnect(
  args: GetInterconnectArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetInterconnectResult> {
  return lookUp(interconnect, args, opts);
}

/** As {@link getInterconnect}, with outputs for arguments. */
export function getInterconnectOutput(
  args: GetInterconnectOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetInterconnectResult> {
  return lookUpOutput(interconnect, args, opts);
}

/**
 * State of a port's link (not of BGP) now, with Cloudflare's diagnosis where it gives one. To wait
 * for a state, use `InterconnectReady`.
 *
 * Fails with a {@link LookupError} where the account has no port of this name.
 *
 * Source: Cloudflare API, `GET /accounts/{account_id}/cni/interconnects/{icon}/status`.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * export const state = cni
 *   .getInterconnectStatus({ name: "cni-ewr-a-000001" })
 *   .then(({ state, reason }) => (reason ? `${state}: ${reason}` : state));
 * ```
 */
export function getInterconnectStatus(
  args: GetInterconnectArgs,
  opts?: pulumi.InvokeOptions,
): Promise<LinkStatus> {
  return lookUp(status, args, opts);
}

/** As {@link getInterconnectStatus}, with outputs for arguments. */
export function getInterconnectStatusOutput(
  args: GetInterconnectOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<LinkStatus> {
  return lookUpOutput(status, args, opts);
}
