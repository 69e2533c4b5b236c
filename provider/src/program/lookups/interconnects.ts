import type * as pulumi from "@pulumi/pulumi";
import type { Facility, InterconnectType, LinkStatus } from "../../domain/values";
import { type AccountArgs, type Inputs, lookUp, lookUpOutput, lookup } from "./look-up";

/** Arguments of {@link getInterconnects}. A filter that is left out lets every port pass. */
export interface GetInterconnectsArgs extends AccountArgs {
  /** Cloudflare's short name of a site, spelt as the API does, such as `"ewr-a"`. */
  site?: string;
  type?: InterconnectType;
}

/** A port of the account. */
export interface GetInterconnectResult {
  accountId: string;
  /** Name that Cloudflare assigned: the id of an `Interconnect`. */
  name: string;
  /** An {@link InterconnectType}, or one that is not documented. */
  type: string;
  owner?: string;
  /** UUID of the slot that a `direct` port is on. */
  slotId?: string;
  /** Cloudflare's short name of the site of a `direct` port. */
  site?: string;
  /** The data centre building of a `direct` port, and its address. */
  facility?: Facility;
  /** As the API spells it, such as `10G`; of a `gcp_partner` port, its bandwidth. */
  speed?: string;
  /** Google Cloud region of a `gcp_partner` port. */
  region?: string;
  /** The same reservation as in {@link getMagicInterconnects}. */
  virtualPortReservationId?: string;
  /** Cloudflare router (CCR) that the port is on; undefined where the API does not tell. */
  device?: string;
}

/** Arguments of {@link getInterconnect} and {@link getInterconnectStatus}. */
export interface GetInterconnectArgs extends AccountArgs {
  /** Name of the port, which is the id of an `Interconnect`. */
  name: string;
}

const load = (): typeof import("../../queries/interconnects") =>
  require("../../queries/interconnects");
const interconnects = lookup("getInterconnects", () => load().interconnects);
const interconnect = lookup("getInterconnect", () => load().interconnect);
const status = lookup("getInterconnectStatus", () => load().interconnectStatus);

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
 *   .then((ports) => ports.map(({ device }) => device));
 * ```
 */
export function getInterconnects(
  args: GetInterconnectsArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetInterconnectResult[]> {
  return lookUp(interconnects, args, opts);
}

/** As {@link getInterconnects}, with outputs for arguments. */
export function getInterconnectsOutput(
  args: Inputs<GetInterconnectsArgs> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetInterconnectResult[]> {
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
  args: Inputs<GetInterconnectArgs>,
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
  args: Inputs<GetInterconnectArgs>,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<LinkStatus> {
  return lookUpOutput(status, args, opts);
}
