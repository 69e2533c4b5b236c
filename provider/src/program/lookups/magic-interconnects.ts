import type * as pulumi from "@pulumi/pulumi";
import { type AccountArgs, type Inputs, lookUp, lookUpOutput, lookup } from "./look-up";

/** Arguments of {@link getMagicInterconnects}. A filter that is left out lets all pass. */
export interface GetMagicInterconnectsArgs extends AccountArgs {
  /** Name in Magic: the conduit name of the CNI. */
  name?: string;
  /** Reservation of the port, with or without dashes. */
  virtualPortReservationId?: string;
}

/** A CNI, or an interconnect from before there were CNIs, as Magic's routing sees it. */
export interface GetMagicInterconnectResult {
  /** 32 hexadecimal digits: the id of a `MagicInterconnect`, and a next hop's tunnel. */
  id: string;
  /** The conduit name of the CNI. */
  name: string;
  /** Cloudflare's data centre. */
  colo?: string;
  description: string;
  /** Cloudflare's end of the link, with prefix length. */
  interfaceAddress?: string;
  interfaceAddress6?: string;
  /** Maximum transmission unit in bytes. */
  mtu?: number;
  healthCheck?: {
    enabled: boolean;
    /** `low`, `mid` or `high`. */
    rate: string;
    /** `reply` or `request`. */
    type: string;
    /** `unidirectional` or `bidirectional`. */
    direction: string;
    /** Where probes go; empty is the customer's end of the link. */
    target: string;
  };
  automaticReturnRouting?: boolean;
  /** Undefined where there is no BGP. Without the MD5 key: lookups give no secrets. */
  bgp?: {
    customerAsn?: number;
    extraPrefixes?: string[];
    importFilterId?: string;
    exportFilterId?: string;
  };
  /** Of the dataplane: `1`, `1.5` or `2`. */
  version?: string;
  /** The same reservation as that of the port in {@link getInterconnects}, where it has one. */
  virtualPortReservationId?: string;
}

const load = (): typeof import("../../queries/magic-interconnects") =>
  require("../../queries/magic-interconnects");
const interconnects = lookup("getMagicInterconnects", () => load().magicInterconnects);

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
