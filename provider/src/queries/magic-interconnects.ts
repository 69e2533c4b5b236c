import { z } from "zod";
import { sameId } from "../domain/ids";
import type { MagicInterconnectObject } from "../domain/objects";
import { type AccountArgs, defineQuery, nonEmptyText } from "./query";

/** Arguments of {@link getMagicInterconnects}. Without filters, the lookup returns every interconnect. */
export interface GetMagicInterconnectsArgs extends AccountArgs {
  /** Name in Magic. This is the conduit name of the CNI. */
  name?: string;
  /** Reservation ID of the port, with or without dashes. */
  virtualPortReservationId?: string;
}

/** Routing settings in Magic for a CNI, or for an interconnect from before Cloudflare introduced CNIs. */
export interface GetMagicInterconnectResult {
  /** ID in Magic (32 hexadecimal digits). This is the ID of a `MagicInterconnect`, and the tunnel ID of a next hop. */
  id: string;
  /** Conduit name of the CNI. */
  name: string;
  /** Cloudflare data center. */
  colo?: string;
  description: string;
  /** Cloudflare's address on the link, with prefix length. */
  interfaceAddress?: string;
  interfaceAddress6?: string;
  /** Maximum transmission unit in bytes. */
  mtu?: number;
  healthCheck?: {
    enabled: boolean;
    /** Probe rate: `low`, `mid` or `high`. */
    rate: string;
    /** ICMP message of a probe: `reply` or `request`. */
    type: string;
    /** Path of the response: `unidirectional` or `bidirectional`. */
    direction: string;
    /** Target of the probes. An empty string means the customer's end of the link. */
    target: string;
  };
  automaticReturnRouting?: boolean;
  /**
   * BGP settings, or `undefined` without a BGP session. They do not contain the MD5 key, because lookups return no
   * secrets.
   */
  bgp?: {
    customerAsn?: number;
    extraPrefixes?: string[];
    importFilterId?: string;
    exportFilterId?: string;
  };
  /** Dataplane version: `1`, `1.5` or `2`. */
  version?: string;
  /** Reservation ID of the port, as returned by {@link getInterconnects}, or `undefined` if the port has none. */
  virtualPortReservationId?: string;
}

/** Interconnects that match all filters. */
export interface GetMagicInterconnectsResult {
  interconnects: GetMagicInterconnectResult[];
}

const filter = z.strictObject({
  name: nonEmptyText("the name of an interconnect in Magic").optional(),
  virtualPortReservationId: nonEmptyText("the reservation ID of a port").optional(),
});

export const magicInterconnects = defineQuery(
  filter,
  async (api, { name, virtualPortReservationId }): Promise<GetMagicInterconnectsResult> => {
    const listed = await api.magicInterconnects.list();
    const interconnects = listed.filter(
      (interconnect) =>
        (name === undefined || interconnect.name === name) &&
        (virtualPortReservationId === undefined ||
          sameId(interconnect.virtualPortReservationId, virtualPortReservationId)),
    );
    return { interconnects: interconnects.map(toResult) };
  },
);

/** Removes the MD5 key, because lookups return no secrets. */
function toResult({ bgp, ...interconnect }: MagicInterconnectObject): GetMagicInterconnectResult {
  const { md5Key: _, ...session } = bgp ?? {};
  return { ...interconnect, bgp: bgp && session };
}
