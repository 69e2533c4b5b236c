/** Plain values that arguments and outputs share. */

/** Kind of interconnect. */
export const InterconnectType = {
  /** Port on a slot, reached by a cross-connect. */
  Direct: "direct",
  /** Virtual port for a Google VLAN attachment. */
  GcpPartner: "gcp_partner",
} as const;
export type InterconnectType = (typeof InterconnectType)[keyof typeof InterconnectType];

/** Speed of a direct port. */
export const Speed = { Gbps1: "1G", Gbps10: "10G", Gbps100: "100G" } as const;
export type Speed = (typeof Speed)[keyof typeof Speed];

/** Bandwidth of a Google VLAN attachment. */
export const Bandwidth = {
  Mbps50: "50M",
  Mbps100: "100M",
  Mbps200: "200M",
  Mbps300: "300M",
  Mbps400: "400M",
  Mbps500: "500M",
  Gbps1: "1G",
  Gbps2: "2G",
  Gbps5: "5G",
  Gbps10: "10G",
  Gbps20: "20G",
  Gbps50: "50G",
} as const;
export type Bandwidth = (typeof Bandwidth)[keyof typeof Bandwidth];

/** A data centre building. */
export interface Facility {
  /** Such as `Equinix NY1`. */
  name: string;
  /** Address lines, as on the Letter of Authorization (LOA). */
  address: string[];
}

/** Documented state of a link. */
export const LinkState = {
  /** No cross-connect yet. */
  Pending: "Pending",
  Down: "Down",
  /** No light, no negotiation, or light below -20 dBm. */
  Unhealthy: "Unhealthy",
  Healthy: "Healthy",
} as const;
export type LinkState = (typeof LinkState)[keyof typeof LinkState];

/**
 * State of a port's link. Cloudflare documents `Pending` (no cross-connect yet), `Down`,
 * `Unhealthy` (no light, no negotiation, or light below -20 dBm) and `Healthy`.
 */
export interface LinkStatus {
  /** A {@link LinkState}, or one that is not documented. */
  state: string;
  /** Cloudflare's diagnosis, if it gives one. */
  reason?: string;
}

/** How a session exchanges routes. */
export const BgpMode = {
  /** Cloudflare announces and learns routes. */
  DynamicRouteExchange: "dynamic_route_exchange",
  /** Cloudflare announces routes and learns none. */
  AdvertiseOnly: "advertise_only",
} as const;
export type BgpMode = (typeof BgpMode)[keyof typeof BgpMode];

/** Generation of Cloudflare's edge that a port ends on. The `/cni` API orders ports on v2. */
export type Dataplane = "v1" | "v2";
