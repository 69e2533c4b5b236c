import type * as pulumi from "@pulumi/pulumi";
import type { GetSlotArgs, GetSlotResult, GetSlotsArgs, GetSlotsResult } from "../../queries/slots";
import { createLookup, type Inputs, lookUp, lookUpOutput } from "./look-up";

export type { GetSlotArgs, GetSlotResult, GetSlotsArgs, GetSlotsResult } from "../../queries/slots";

/** {@link GetSlotArgs} as outputs. */
export type GetSlotOutputArgs = Inputs<GetSlotArgs>;
/** {@link GetSlotsArgs} as outputs. */
export type GetSlotsOutputArgs = Inputs<GetSlotsArgs>;

const slots = createLookup("getSlots");
const slot = createLookup("getSlot");

/**
 * The slots that pass the filters, free or taken, in the order of the API. Runs in preview as well,
 * and asks once in a run for the same arguments.
 *
 * Fails with a {@link LookupError} where an argument breaks a rule or the API refuses.
 *
 * Source: Cloudflare API, `GET /accounts/{account_id}/cni/slots`.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * export const free = cni
 *   .getSlots({ metro: "EWR", speed: "10G", occupied: false })
 *   .then(({ slots }) => slots.map(({ id, device }) => `${id} on ${device}`));
 * ```
 */
export function getSlots(
  args: GetSlotsArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetSlotsResult> {
  return lookUp(slots, args, opts);
}

/**
 * As {@link getSlots}, with outputs for arguments: unknown in preview while they are, secret where
 * they are.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const port = cni.Interconnect.get("theirs", "cni-ewr-a-000001");
 * const beside = cni.getSlotsOutput({ site: port.site, occupied: false });
 * export const free = beside.slots.length;
 * ```
 */
export function getSlotsOutput(
  args: GetSlotsOutputArgs = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetSlotsResult> {
  return lookUpOutput(slots, args, opts);
}

/**
 * One slot. Fails with a {@link LookupError} where there is none with this id.
 *
 * Source: Cloudflare API, `GET /accounts/{account_id}/cni/slots/{slot}`.
 *
 * @example
 * ```ts
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const slot = cni.getSlot({ id: "7b4d3c52-0f6e-4a55-9a43-6f1d2f9f8a10" });
 * export const facility = slot.then(({ facility }) => facility.name);
 * ```
 */
export function getSlot(args: GetSlotArgs, opts?: pulumi.InvokeOptions): Promise<GetSlotResult> {
  return lookUp(slot, args, opts);
}

/** As {@link getSlot}, with outputs for arguments. */
export function getSlotOutput(
  args: GetSlotOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetSlotResult> {
  return lookUpOutput(slot, args, opts);
}
