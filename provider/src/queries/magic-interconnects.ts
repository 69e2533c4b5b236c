import { z } from "zod";
import { sameId } from "../domain/ids";
import type { MagicInterconnectObject } from "../domain/objects";
import { type AccountArgs, defineQuery, nonEmptyText } from "./query";

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

/** The interconnects that pass the filters. */
export interface GetMagicInterconnectsResult {
  interconnects: GetMagicInterconnectResult[];
}

const filter = z.strictObject({
  name: nonEmptyText("the name of an interconnect in Magic").optional(),
  virtualPortReservationId: nonEmptyText("the reservation of a port").optional(),
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

/** Without the key of its session: a lookup gives no secret. */
function toResult({ bgp, ...interconnect }: MagicInterconnectObject): GetMagicInterconnectResult {
  const { md5Key: _, ...session } = bgp ?? {};
  return { ...interconnect, bgp: bgp && session };
}
