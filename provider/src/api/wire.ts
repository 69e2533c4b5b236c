/**
 * Wire format of the CNI API. Parsing is tolerant: newer fields may be missing, unknown fields are kept, and null means
 * absent.
 */
import { z } from "zod";
import type {
  AccountSettings,
  CniObject,
  InterconnectObject,
  InterconnectOrder,
  LinkStatus,
  SessionSettings,
  SlotObject,
} from "../domain/objects";
import { inertLine } from "../domain/outside-text";

/** Creates the schema of a field that may be missing, null or of an undocumented type. */
export const optional = <T extends z.ZodType>(schema: T) =>
  schema
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined);

const facility = z.looseObject({ name: z.string(), address: z.array(z.string()).default([]) });

export const interconnect = z
  .looseObject({
    account: z.string(),
    name: z.string().min(1),
    type: z.string(),
    owner: optional(z.string()),
    slot_id: optional(z.string()),
    site: optional(z.string()),
    facility: optional(facility),
    speed: optional(z.string()),
    region: optional(z.string()),
    virtual_port_reservation_id: optional(z.string()),
    ccr_device_name: optional(z.string()),
  })
  .transform(
    (wire): InterconnectObject => ({
      account: wire.account,
      name: wire.name,
      type: wire.type,
      owner: wire.owner,
      slotId: wire.slot_id,
      site: wire.site,
      facility: wire.facility && { name: wire.facility.name, address: wire.facility.address },
      speed: wire.speed,
      region: wire.region,
      virtualPortReservationId: wire.virtual_port_reservation_id,
      device: wire.ccr_device_name,
    }),
  );

export const slot = z
  .looseObject({
    id: z.string().min(1),
    occupied: z.boolean(),
    site: z.string(),
    speed: z.string(),
    facility,
    ccr_device_name: optional(z.string()),
  })
  .transform(
    ({ id, occupied, site, speed, facility, ccr_device_name }): SlotObject => ({
      id,
      occupied,
      site,
      speed,
      facility: { name: facility.name, address: facility.address },
      device: ccr_device_name,
    }),
  );

export const status = z
  .looseObject({ state: z.string().min(1), reason: optional(z.string()) })
  // The engine prints outputs unescaped. A status is never sent back to the API, so its text may be changed.
  .transform(
    ({ state, reason }): LinkStatus => ({
      state: inertLine(state),
      reason: reason && inertLine(reason),
    }),
  );

/** CNI with every field that the API returns. An update must send back the whole object. */
export const rawCni = z.looseObject({
  id: z.string().min(1),
  account: z.string(),
  interconnect: z.string(),
  p2p_ip: z.string().nullish(),
  cust_ip: z.string().nullish(),
  magic: z.looseObject({
    conduit_name: z.string(),
    description: z.string().nullish(),
    mtu: z.number().nullish(),
  }),
  bgp: z
    .looseObject({
      customer_asn: z.number(),
      extra_prefixes: z.array(z.string()).nullish(),
      md5_key: z.string().nullish(),
    })
    .nullish(),
  bgp_mode: z.string().nullish(),
});
export type RawCni = z.infer<typeof rawCni>;

export const settings = z
  .looseObject({ default_asn: z.number() })
  .transform((wire): AccountSettings => ({ defaultAsn: wire.default_asn }));

/** Creates the schema of a page whose items match the schema `item`. */
export function page<T extends z.ZodType>(item: T) {
  return z.looseObject({ items: z.array(item), next: z.number().nullish() });
}

export function toCni(wire: RawCni): CniObject {
  return {
    id: wire.id,
    account: wire.account,
    interconnect: wire.interconnect,
    cloudflareIp: wire.p2p_ip ?? undefined,
    customerIp: wire.cust_ip ?? undefined,
    magic: {
      conduitName: wire.magic.conduit_name,
      description: wire.magic.description ?? "",
      mtu: wire.magic.mtu ?? 0,
    },
    bgp: wire.bgp
      ? {
          customerAsn: wire.bgp.customer_asn,
          extraPrefixes: wire.bgp.extra_prefixes ?? [],
          md5Key: wire.bgp.md5_key,
        }
      : undefined,
    bgpMode: wire.bgp_mode ?? undefined,
  };
}

export function fromOrder(account: string, order: InterconnectOrder): object {
  return order.type === "direct"
    ? { account, type: order.type, slot_id: order.slotId, speed: order.speed }
    : {
        account,
        type: order.type,
        pairing_key: order.pairingKey,
        bandwidth: order.bandwidth,
      };
}

/** Converts the declared settings of a session to the wire format. */
export function fromSession(session: SessionSettings) {
  return {
    magic: {
      conduit_name: session.magic.conduitName,
      description: session.magic.description,
      mtu: session.magic.mtu,
    },
    bgp: session.bgp && {
      customer_asn: session.bgp.customerAsn,
      extra_prefixes: session.bgp.extraPrefixes,
      md5_key: session.bgp.md5Key,
    },
  };
}
