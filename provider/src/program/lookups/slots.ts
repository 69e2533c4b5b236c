import type * as pulumi from "@pulumi/pulumi";
import type { GetSlotArgs, GetSlotResult, GetSlotsArgs, GetSlotsResult } from "../../queries/slots";
import { createLookup, type Inputs, lookUp, lookUpOutput } from "./look-up";

export type { GetSlotArgs, GetSlotResult, GetSlotsArgs, GetSlotsResult } from "../../queries/slots";

/** Arguments of {@link getSlotOutput}. */
export type GetSlotOutputArgs = Inputs<GetSlotArgs>;
/** Arguments of {@link getSlotsOutput}. */
export type GetSlotsOutputArgs = Inputs<GetSlotsArgs>;

const slots = createLookup("getSlots");
const slot = createLookup("getSlot");

/**
 * Lists the slots that match the filters, free and occupied, in the order of the API. The lookup also runs in preview.
 * A run sends only one request for the same arguments.
 *
 * Fails with a {@link LookupError} if an argument is invalid or the API refuses the request.
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
 * Lists slots like {@link getSlots}, and accepts outputs as arguments. The result is unknown in preview if an argument
 * is unknown, and a secret if an argument is a secret.
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
 * Reads one slot. Fails with a {@link LookupError} if no slot has this ID.
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

/** Reads one slot like {@link getSlot}, and accepts outputs as arguments. */
export function getSlotOutput(
  args: GetSlotOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetSlotResult> {
  return lookUpOutput(slot, args, opts);
}
