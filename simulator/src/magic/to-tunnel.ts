import type { Behaviour } from "../network/behaviour";
import { toHealthCheck } from "./health-check";
import { endsOfInterface } from "./interface-address";
import type { GreTunnel, StoredGreTunnel } from "./schemas/gre-tunnel";
import type { IpsecTunnel, StoredIpsecTunnel } from "./schemas/ipsec-tunnel";
import type { StoredTunnel } from "./schemas/tunnel";

/** Converts a GRE tunnel to the form that the API returns. */
export function toGreTunnel(
  { bgp, ...tunnel }: StoredGreTunnel,
  behaviour: Behaviour,
  newTarget: boolean,
): GreTunnel {
  const health_check = healthCheckOf(tunnel, tunnel.customer_gre_endpoint, newTarget);
  return { ...tunnel, health_check, ...toBgp(bgp, behaviour) };
}

/** Converts an IPsec tunnel to the form that the API returns. */
export function toIpsecTunnel(
  { bgp, ...tunnel }: StoredIpsecTunnel,
  behaviour: Behaviour,
  newTarget: boolean,
): IpsecTunnel {
  const health_check = healthCheckOf(tunnel, tunnel.customer_endpoint ?? "", newTarget);
  return { ...tunnel, health_check, ...toBgp(bgp, behaviour) };
}

// A bidirectional probe travels only inside the tunnel, so its default target is the other end of the link.
function healthCheckOf(
  { health_check, interface_address }: StoredTunnel,
  endpoint: string,
  newTarget: boolean,
) {
  const [, customerEnd] = endsOfInterface(interface_address);
  const target = health_check.direction === "bidirectional" ? customerEnd : endpoint;
  return toHealthCheck(health_check, target, newTarget);
}

function toBgp(bgp: StoredTunnel["bgp"], { md5Key }: Behaviour): Pick<StoredTunnel, "bgp"> {
  if (bgp === undefined) {
    return {};
  }
  const { md5_key, ...session } = bgp;
  return { bgp: md5_key !== undefined && md5Key === "echoed" ? bgp : session };
}
