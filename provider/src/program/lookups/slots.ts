import type * as pulumi from "@pulumi/pulumi";
import type { Facility, Speed } from "../../domain/values";
import { type AccountArgs, type Inputs, lookUp, lookUpOutput, lookup } from "./look-up";

/** Arguments of {@link getSlots}. A filter that is left out lets every slot pass. */
export interface GetSlotsArgs extends AccountArgs {
  /**
   * Facility by its name, in any case; where none has exactly this name, all that have it as a part
   * of theirs. `"NY5"` may mean Equinix NY5, `"NY1"` never NY11.
   */
  facility?: string;
  /** Cloudflare's short name of a site, spelt as the API does, such as `"ewr-a"`. */
  site?: string;
  /**
   * Metro by its three letters (IATA), such as `"EWR"`. The API tells no metro: it is read off the
   * beginning of the site's name (`ewr-a`).
   */
  metro?: string;
  /** Speed of the slot, however the API spells it. */
  speed?: Speed;
  /** Whether somebody has taken it. */
  occupied?: boolean;
  /** A part of the facility's address, such as `"Secaucus"`. */
  addressContains?: string;
}

/** A place for a port on a Cloudflare router (CCR). */
export interface GetSlotResult {
  /** UUID of the slot: the `slotId` of an `Interconnect`. */
  id: string;
  /** Whether somebody has taken it. */
  occupied: boolean;
  /** Cloudflare's short name of the site, such as `ewr-a`. */
  site: string;
  /** Metro by its three letters (IATA), where the site's name tells it. */
  metro?: string;
  /** As the API spells it, such as `10G`. */
  speed: string;
  /** The data centre building, and its address. */
  facility: Facility;
  /** Cloudflare router (CCR) that the slot is on; undefined where the API does not tell. */
  device?: string;
}

/** Arguments of {@link getSlot}. */
export interface GetSlotArgs extends AccountArgs {
  /** UUID of the slot. */
  id: string;
}

const load = (): typeof import("../../queries/slots") => require("../../queries/slots");
const slots = lookup("getSlots", () => load().slots);
const slot = lookup("getSlot", () => load().slot);

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
 *   .then((slots) => slots.map(({ id, device }) => `${id} on ${device}`));
 * ```
 */
export function getSlots(
  args: GetSlotsArgs = {},
  opts?: pulumi.InvokeOptions,
): Promise<GetSlotResult[]> {
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
 * export const free = beside.apply((slots) => slots.length);
 * ```
 */
export function getSlotsOutput(
  args: Inputs<GetSlotsArgs> = {},
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetSlotResult[]> {
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
  args: Inputs<GetSlotArgs>,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetSlotResult> {
  return lookUpOutput(slot, args, opts);
}
