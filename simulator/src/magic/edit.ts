import { z } from "zod";
import { Cni } from "../cni/schemas/cni";
import { MagicBgp } from "./schemas/bgp";
import { SavedHealthCheck } from "./schemas/health-check";
import { MagicInterconnectUpdate } from "./schemas/interconnect";

/** Fields of a Magic interconnect that belong to its CNI. */
const CniFields = MagicInterconnectUpdate.pick({
  name: true,
  description: true,
  mtu: true,
}).extend({ bgp: Cni.shape.bgp });
export type CniFields = z.infer<typeof CniFields>;

/** Data about a CNI that only Magic stores. */
export const MagicEdit = MagicInterconnectUpdate.pick({
  interface_address6: true,
  automatic_return_routing: true,
}).extend({
  /** Edits of the CNI's fields that are not visible in `/cni`. */
  hidden: CniFields,
  filters: MagicBgp.pick({ import_filter_id: true, export_filter_id: true }),
  health_check: SavedHealthCheck.optional(),
  modified_on: z.iso.datetime(),
});
export type MagicEdit = z.infer<typeof MagicEdit>;

/** Returns the CNI with the given fields replaced. */
export function withFields(cni: Cni, fields: CniFields): Cni {
  const { name, description, mtu, bgp } = fields;
  const { magic } = cni;
  return {
    ...cni,
    magic: {
      conduit_name: name ?? magic.conduit_name,
      description: description ?? magic.description,
      mtu: mtu ?? magic.mtu,
    },
    ...(bgp && { bgp }),
  };
}

/** Returns the fields that are not in `others`. */
export function omitFields(fields: CniFields, others: CniFields): CniFields {
  return CniFields.parse(
    Object.fromEntries(Object.entries(fields).filter(([name]) => !(name in others))),
  );
}
