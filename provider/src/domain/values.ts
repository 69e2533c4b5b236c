/** Plain values that arguments and outputs share. */

export type InterconnectType = "direct" | "gcp_partner";

/** Speed of a direct port. */
export type Speed = "1G" | "10G" | "100G";

/** Bandwidth of a Google VLAN attachment. */
export type Bandwidth =
  | "50M"
  | "100M"
  | "200M"
  | "300M"
  | "400M"
  | "500M"
  | "1G"
  | "2G"
  | "5G"
  | "10G"
  | "20G"
  | "50G";

/** A data centre building. */
export interface Facility {
  /** Such as `Equinix NY1`. */
  name: string;
  /** Address lines, as on the Letter of Authorization (LOA). */
  address: string[];
}

/** State of a link that Cloudflare documents. */
export type LinkState = "Pending" | "Down" | "Unhealthy" | "Healthy";

/**
 * State of a port's link. Cloudflare documents `Pending` (no cross-connect yet), `Down`,
 * `Unhealthy` (no light, no negotiation, or light below -20 dBm) and `Healthy`.
 */
export interface LinkStatus {
  /** A {@link LinkState}, or one that is not documented. */
  state: string;
  /** Cloudflare's diagnosis, where it gives one. */
  reason?: string;
}

/** `dynamic_route_exchange`: full BGP. `advertise_only`: static advertisement, nothing is learnt. */
export type BgpMode = "dynamic_route_exchange" | "advertise_only";

/** Generation of Cloudflare's edge that a port ends on. The `/cni` API orders ports on v2. */
export type Dataplane = "v1" | "v2";
