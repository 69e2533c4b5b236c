/**
 * The wire format, parsed once. Answers are read tolerantly: what Cloudflare added later may be
 * missing, what it adds next is let through, and null means absent.
 */
import { z } from "zod";
import { inertLine } from "../outside-text";
import type {
  AccountSettings,
  CniObject,
  InterconnectObject,
  InterconnectOrder,
  LinkStatus,
  MagicInterconnectObject,
  MagicSettings,
  SessionSettings,
  SlotObject,
} from "./types";

/** A field that may be missing, null or of a kind nobody has documented; none of it is an error. */
const optional = <T extends z.ZodType>(schema: T) =>
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
  // The engine prints outputs as they are, and nobody sends a status back.
  .transform(
    ({ state, reason }): LinkStatus => ({
      state: inertLine(state),
      reason: reason && inertLine(reason),
    }),
  );

/** A CNI with every field the API sent: an update must send the whole object back. */
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

/** A page of a list, each item parsed with the schema given. */
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

/** The fields of a session that a program decides, as the wire has them. */
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

const target = z.union([z.looseObject({ saved: optional(z.string()) }), z.string()]);

/** An interconnect of Magic with every field the API sent: what is not changed is sent back. */
export const rawMagicInterconnect = z.looseObject({
  id: z.string().min(1),
  name: z.string().nullish(),
  colo_name: optional(z.string()),
  description: z.string().nullish(),
  interface_address: z.string().nullish(),
  interface_address6: z.string().nullish(),
  mtu: z.number().nullish(),
  health_check: z
    .looseObject({
      enabled: z.boolean().nullish(),
      rate: z.string().nullish(),
      type: z.string().nullish(),
      direction: z.string().nullish(),
      target: target.nullish(),
    })
    .nullish(),
  automatic_return_routing: z.boolean().nullish(),
  bgp: z
    .looseObject({
      customer_asn: z.number().nullish(),
      extra_prefixes: z.array(z.string()).nullish(),
      md5_key: z.string().nullish(),
      import_filter_id: z.string().nullish(),
      export_filter_id: z.string().nullish(),
    })
    .nullish(),
  version: optional(z.string()),
  virtual_port_reservation_id: optional(z.string()),
});
export type RawMagicInterconnect = z.infer<typeof rawMagicInterconnect>;

/** What Magic answers: unlike the CNI API, in Cloudflare's envelope. */
export const magicInterconnects = z.looseObject({
  result: z.looseObject({ interconnects: z.array(rawMagicInterconnect).nullish() }),
});
export const magicInterconnect = z.looseObject({
  result: z.looseObject({ interconnect: rawMagicInterconnect }),
});
export const modifiedMagicInterconnect = z.looseObject({
  result: z.looseObject({ modified_interconnect: rawMagicInterconnect }),
});

export function toMagicInterconnect(wire: RawMagicInterconnect): MagicInterconnectObject {
  const { health_check: check, bgp } = wire;
  return {
    id: wire.id,
    name: wire.name ?? "",
    colo: wire.colo_name,
    description: wire.description ?? "",
    interfaceAddress: wire.interface_address ?? undefined,
    interfaceAddress6: wire.interface_address6 ?? undefined,
    mtu: wire.mtu ?? undefined,
    // What is left out is as usual.
    healthCheck: check
      ? {
          enabled: check.enabled ?? true,
          rate: check.rate ?? "mid",
          type: check.type ?? "reply",
          direction: check.direction ?? "unidirectional",
          target: (typeof check.target === "object" ? check.target?.saved : check.target) ?? "",
        }
      : undefined,
    automaticReturnRouting: wire.automatic_return_routing ?? undefined,
    bgp: bgp
      ? {
          customerAsn: bgp.customer_asn ?? undefined,
          extraPrefixes: bgp.extra_prefixes ?? undefined,
          md5Key: bgp.md5_key ?? undefined,
          // No filter is also spelled as an empty one.
          importFilterId: bgp.import_filter_id || undefined,
          exportFilterId: bgp.export_filter_id || undefined,
        }
      : undefined,
    version: wire.version,
    virtualPortReservationId: wire.virtual_port_reservation_id,
  };
}

/** What an update may not name. */
const MAGIC_READ_ONLY = [
  "id",
  "colo_name",
  "version",
  "virtual_port_reservation_id",
  "created_on",
  "modified_on",
];

/** The body of an update: everything that is there, under what is to be otherwise. */
export function withMagicSettings(
  present: RawMagicInterconnect,
  settings: MagicSettings,
  md5Key: string | undefined,
): object {
  const { description, mtu, healthCheck, automaticReturnRouting, bgpFilters } = settings;
  const kept = Object.entries(present).filter(
    ([name, value]) => value != null && !MAGIC_READ_ONLY.includes(name),
  );
  const bgp = present.bgp && {
    ...present.bgp,
    md5_key: present.bgp.md5_key ?? md5Key,
    ...(bgpFilters && {
      import_filter_id: bgpFilters.importFilterId,
      export_filter_id: bgpFilters.exportFilterId,
    }),
  };
  return {
    ...Object.fromEntries(kept),
    ...(description !== undefined && { description }),
    ...(mtu !== undefined && { mtu }),
    ...(automaticReturnRouting !== undefined && {
      automatic_return_routing: automaticReturnRouting,
    }),
    ...((healthCheck || present.health_check) && { health_check: checkOf(present, healthCheck) }),
    ...(bgp && { bgp }),
  };
}

/** The target goes back in the shape it came in, and never as what it happens to be now. */
function checkOf(
  { health_check: present }: RawMagicInterconnect,
  { target, ...wanted }: Partial<MagicSettings["healthCheck"] & object> = {},
): object {
  const isText = typeof present?.target === "string";
  const there = typeof present?.target === "object" ? present.target?.saved : present?.target;
  const saved = target ?? there ?? "";
  return { ...present, ...wanted, target: isText ? saved : { saved } };
}
