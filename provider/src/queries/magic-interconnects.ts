import { z } from "zod";
import { sameId } from "../domain/ids";
import type { MagicInterconnectObject } from "../domain/objects";
import { type AccountArgs, defineQuery, nonEmptyText } from "./query";

/** Arguments of {@link getMagicInterconnects}. Without filters, the lookup returns every interconnect. */
export interface GetMagicInterconnectsArgs extends AccountArgs {
  /** Name in Magic, which is the conduit name of the CNI. */
  name?: string;
  /** Reservation ID of the port, with or without dashes. */
  virtualPortReservationId?: string;
}

/** Magic routing view of a CNI, or of an interconnect that predates CNIs. */
export interface GetMagicInterconnectResult {
  /** ID in Magic, 32 hexadecimal digits. It is the ID of a `MagicInterconnect` and the tunnel of a next hop. */
  id: string;
  /** Conduit name of the CNI. */
  name: string;
  /** Cloudflare data center. */
  colo?: string;
  description: string;
  /** Cloudflare address on the link, with prefix length. */
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
    /** Target of the probes. An empty string stands for the customer's end of the link. */
    target: string;
  };
  automaticReturnRouting?: boolean;
  /** BGP settings, without the MD5 key, because lookups return no secrets; `undefined` without a BGP session. */
  bgp?: {
    customerAsn?: number;
    extraPrefixes?: string[];
    importFilterId?: string;
    exportFilterId?: string;
  };
  /** Dataplane version: `1`, `1.5` or `2`. */
  version?: string;
  /** Reservation ID of the port, as in {@link getInterconnects}; `undefined` if it has none. */
  virtualPortReservationId?: string;
}

/** Interconnects that match every filter. */
export interface GetMagicInterconnectsResult {
  interconnects: GetMagicInterconnectResult[];
}

const filter = z.strictObject({
  name: nonEmptyText("the name of an interconnect in Magic").optional(),
  virtualPortReservationId: nonEmptyText("the reservation id of a port").optional(),
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

/** Omits the MD5 key, because lookups return no secrets. */
function toResult({ bgp, ...interconnect }: MagicInterconnectObject): GetMagicInterconnectResult {
  const { md5Key: _, ...session } = bgp ?? {};
  return { ...interconnect, bgp: bgp && session };
}
