import type { Cni } from "../cni/schemas/cni";
import { EnvelopeError } from "../envelope/error";
import { type Behaviour, statuses } from "../network/behaviour";
import { codes } from "./codes";
import type { CniFields } from "./edit";
import type { MagicBgp } from "./schemas/bgp";
import type { MagicInterconnectUpdate } from "./schemas/interconnect";

function refused(message: string): EnvelopeError {
  return new EnvelopeError(400, codes.invalid, message);
}

/** Returns the BGP settings in a request. They replace all current settings. */
function readBgp({ customer_asn, as_no, extra_prefixes = [], md5_key }: MagicBgp) {
  const asn = customer_asn ?? as_no;
  if (asn === undefined) {
    throw refused("bgp.customer_asn: is required for a session");
  }
  return { customer_asn: asn, extra_prefixes, ...(md5_key !== undefined && { md5_key }) };
}

/** Returns the fields of a request that belong to the CNI. */
export function readCniFields(
  { name, description, mtu, interface_address, bgp }: MagicInterconnectUpdate,
  cni: Cni,
  { fixedFields }: Behaviour,
): CniFields {
  // interface_address is p2p_ip in `/cni`. Changing only one end would break the /31.
  const moves = interface_address !== undefined && interface_address !== cni.p2p_ip;
  if (moves && fixedFields !== "ignored") {
    throw refused("interface_address: cannot be changed");
  }
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(mtu !== undefined && { mtu }),
    ...(bgp !== undefined && { bgp: readBgp(bgp) }),
  };
}

/** Refuses fields that version 2 does not support or the account is not entitled to. */
export function refuseUnsupportedFields(
  { gre, bgp, automatic_return_routing }: MagicInterconnectUpdate,
  { entitlement, notEntitled }: Behaviour,
): void {
  if (gre !== undefined) {
    throw refused("gre is not supported on version 2 interconnects");
  }
  if (automatic_return_routing === true) {
    throw refused("automatic_return_routing: the account has no coupler_integration");
  }
  if (bgp !== undefined && entitlement === "no-bgp") {
    const message = "The account is not entitled to BGP over CNI";
    throw new EnvelopeError(statuses[notEntitled], codes.notEntitled, message);
  }
}
