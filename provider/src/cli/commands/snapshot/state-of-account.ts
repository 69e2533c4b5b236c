/** State of an account in the format of the simulator, without secrets. */

import type { RawRoute } from "../../../api/routes";
import type { CniObject, SlotObject } from "../../../domain/objects";
import type { AccountObjects, AccountPort } from "../../account-objects";

/** Placeholder for MD5 keys. It is a valid key, because the simulator checks keys. */
const KEY_REMOVED = "removed-by-cni-snapshot";

export interface Snapshot {
  objects: AccountObjects;
  slots: readonly SlotObject[];
  defaultAsn?: number;
  routes: readonly RawRoute[];
}

export function stateOfAccount({ objects, slots, defaultAsn, routes }: Snapshot): object {
  const { account, ports, cnis } = objects;
  return {
    accounts: [
      {
        id: account,
        name: account,
        ...(defaultAsn !== undefined && { settings: { default_asn: defaultAsn } }),
        settingsWereSet: defaultAsn !== undefined,
        routes,
      },
    ],
    interconnects: ports.map(interconnectOf),
    statuses: Object.fromEntries(
      ports.flatMap(({ name, status }) => (status ? [[name, status]] : [])),
    ),
    cnis: cnis.map(cniOf),
    slots: slots.map(slotOf),
  };
}

function interconnectOf(port: AccountPort): object {
  return {
    account: port.account,
    name: port.name,
    type: port.type,
    owner: port.owner,
    slot_id: port.slotId,
    site: port.site,
    facility: port.facility,
    speed: port.speed,
    region: port.region,
    virtual_port_reservation_id: port.virtualPortReservationId,
    ccr_device_name: port.device,
  };
}

function cniOf({ magic, bgp, ...cni }: CniObject): object {
  return {
    id: cni.id,
    account: cni.account,
    interconnect: cni.interconnect,
    p2p_ip: cni.cloudflareIp,
    cust_ip: cni.customerIp,
    magic: {
      conduit_name: magic.conduitName,
      description: magic.description,
      mtu: magic.mtu,
    },
    bgp: bgp && {
      customer_asn: bgp.customerAsn,
      extra_prefixes: bgp.extraPrefixes,
      md5_key: bgp.md5Key ? KEY_REMOVED : bgp.md5Key,
    },
    bgp_mode: cni.bgpMode,
  };
}

function slotOf({ id, occupied, site, speed, facility, device }: SlotObject): object {
  return { id, occupied, site, speed, facility, ccr_device_name: device };
}
