import type { Account } from "../network/account";
import type { Behaviour } from "../network/behaviour";
import type { CniRecord } from "../network/cnis";
import { defaultHealthCheck, toHealthCheck } from "./health-check";
import type { MagicInterconnect } from "./schemas/interconnect";

/** Converts a CNI to the interconnect that Magic returns. */
export function toMagicInterconnect(
  { magic, interconnects }: Account,
  record: CniRecord,
  behaviour: Behaviour,
  newTarget: boolean,
): MagicInterconnect {
  const edit = magic.edit(record);
  const { magic: settings, interconnect, p2p_ip, cust_ip, bgp } = magic.cni(record);
  const port = interconnects.get(interconnect)?.interconnect;
  const { md5_key, ...session } = bgp ?? {};
  const key = md5_key != null && behaviour.md5Key === "echoed" ? { md5_key } : {};
  const [customerEnd = ""] = cust_ip.split("/");
  const changedAt = Math.max(record.modifiedAt, Date.parse(edit?.modified_on ?? "1970-01-01"));
  return {
    id: record.tunnelId,
    name: settings.conduit_name,
    ...(port && {
      colo_name: port.type === "direct" ? port.site : port.region,
      virtual_port_reservation_id: port.virtual_port_reservation_id.replaceAll("-", ""),
    }),
    description: settings.description,
    interface_address: p2p_ip,
    ...(edit?.interface_address6 && { interface_address6: edit.interface_address6 }),
    mtu: settings.mtu,
    health_check: toHealthCheck(
      edit?.health_check ?? defaultHealthCheck(behaviour),
      customerEnd,
      newTarget,
    ),
    automatic_return_routing: edit?.automatic_return_routing ?? false,
    ...(bgp && { bgp: { ...session, ...key, ...edit?.filters } }),
    version: "2",
    created_on: new Date(record.createdAt).toISOString(),
    modified_on: new Date(changedAt).toISOString(),
  };
}
