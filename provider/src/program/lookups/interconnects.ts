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

/** Arguments of {@link getInterconnectOutput} and {@link getInterconnectStatusOutput}. */
export type GetInterconnectOutputArgs = Inputs<GetInterconnectArgs>;
/** Arguments of {@link getInterconnectsOutput}. */
export type GetInterconnectsOutputArgs = Inputs<GetInterconnectsArgs>;

const interconnects = createLookup("getInterconnects");
const interconnect = createLookup("getInterconnect");
const status = createLookup("getInterconnectStatus");

/**
 * Lists the account's interconnects that match the filters, in the order of the API. The lookup also runs in preview. A
 * run sends only one request for the same arguments.
 *
 * Fails with a {@link LookupError} if an argument is invalid or the API refuses the request.
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

/** Lists interconnects like {@link getInterconnects}, and accepts outputs as arguments. */
export function getInterconnectsOutput(
  args: GetInterconnectsOutputArgs = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetInterconnectsResult> {
  return lookUpOutput(interconnects, args, opts);
}

/**
 * Reads one interconnect. Fails with a {@link LookupError} if the account has none with this name.
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

/** Reads one interconnect like {@link getInterconnect}, and accepts outputs as arguments. */
export function getInterconnectOutput(
  args: GetInterconnectOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetInterconnectResult> {
  return lookUpOutput(interconnect, args, opts);
}

/**
 * Reads the current link state of an interconnect, with Cloudflare's diagnosis if the API reports one. The state does
 * not cover BGP. To wait for a state, use `InterconnectReady`.
 *
 * Fails with a {@link LookupError} if the account has no interconnect with this name.
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

/** Reads the link state like {@link getInterconnectStatus}, and accepts outputs as arguments. */
export function getInterconnectStatusOutput(
  args: GetInterconnectOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<LinkStatus> {
  return lookUpOutput(status, args, opts);
}
