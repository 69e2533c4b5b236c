/** Wire format of interconnects in Cloudflare's Magic API. */
import { z } from "zod";
import type { MagicInterconnectObject, MagicSettings } from "../domain/objects";
import { optional } from "./wire";

const target = z.union([z.looseObject({ saved: optional(z.string()) }), z.string()]);

/** Magic interconnect with every field that the API returns. An update must send back unchanged fields. */
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

/** Responses of the Magic API. Unlike responses of the CNI API, they are wrapped in Cloudflare's envelope. */
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
    // The API omits fields that have their default values.
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
          // The API may report a missing filter as an empty ID.
          importFilterId: bgp.import_filter_id || undefined,
          exportFilterId: bgp.export_filter_id || undefined,
        }
      : undefined,
    version: wire.version,
    virtualPortReservationId: wire.virtual_port_reservation_id,
  };
}

/** Fields that an update must not contain. */
const MAGIC_READ_ONLY = [
  "id",
  "colo_name",
  "version",
  "virtual_port_reservation_id",
  "created_on",
  "modified_on",
];

/** Builds the body of an update: the current object with the declared settings. */
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

/**
 * Builds the health check of an update. The target keeps the type that the API returned, and is never the resolved
 * address.
 */
function checkOf(
  { health_check: present }: RawMagicInterconnect,
  { target, ...wanted }: Partial<MagicSettings["healthCheck"] & object> = {},
): object {
  const isText = typeof present?.target === "string";
  const there = typeof present?.target === "object" ? present.target?.saved : present?.target;
  const saved = target ?? there ?? "";
  const declared = Object.entries(wanted).filter(([, value]) => value !== undefined);
  return { ...present, ...Object.fromEntries(declared), target: isText ? saved : { saved } };
}
