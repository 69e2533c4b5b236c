/** What the CNI API speaks of, in the terms of the field. Wire names live in `wire.ts` only. */

/** The data centre building a port is in. */
export interface Facility {
  name: string;
  address: string[];
}

/**
 * A port as the API reports it. Only the name and the account are certain: the API has added
 * fields over time, and a `gcp_partner` port has a region where a `direct` one has a slot.
 */
export interface InterconnectObject {
  account: string;
  /** Assigned by Cloudflare; the only identity a port has. */
  name: string;
  type: string;
  owner?: string;
  slotId?: string;
  site?: string;
  facility?: Facility;
  /** `10G`; for `gcp_partner` what was ordered as bandwidth. */
  speed?: string;
  /** `gcp_partner` only. */
  region?: string;
  virtualPortReservationId?: string;
  /** The Cloudflare router (CCR) the port is on. */
  device?: string;
}

/** A place for a port on a Cloudflare router, free or taken. */
export interface SlotObject {
  id: string;
  occupied: boolean;
  site: string;
  /** As the API spells it, such as `10G`. */
  speed: string;
  facility: Facility;
  /** The Cloudflare router (CCR) the slot is on; unknown where the API does not tell. */
  device?: string;
}

/** State of the port's link (not of BGP). `Pending`, `Down`, `Unhealthy` and `Healthy` are documented. */
export interface LinkStatus {
  state: string;
  reason?: string;
}

/** An order for a port. */
export type InterconnectOrder =
  | { type: "direct"; slotId: string; speed?: string }
  | { type: "gcp_partner"; pairingKey: string; bandwidth: string };

/** The Magic (Magic Transit, Cloudflare WAN) side of a session. */
export interface MagicConduit {
  conduitName: string;
  description: string;
  mtu: number;
}

export interface BgpSettings {
  customerAsn: number;
  extraPrefixes: string[];
  md5Key?: string;
}

/** What a program decides about a CNI; Cloudflare assigns the rest. */
export interface SessionSettings {
  magic: MagicConduit;
  bgp?: BgpSettings;
  bgpMode?: string;
}

/** A CNI: the layer 3 and BGP object on a port. */
export interface CniObject {
  id: string;
  magic: MagicConduit;
  /** The key is null where there is none, and absent where the API does not tell. */
  bgp?: Omit<BgpSettings, "md5Key"> & { md5Key?: string | null };
  bgpMode?: string;
  account: string;
  interconnect: string;
  /** Cloudflare's end of the /31, with prefix length. */
  cloudflareIp?: string;
  /** The customer's end of the /31, with prefix length. */
  customerIp?: string;
}

export interface AccountSettings {
  defaultAsn: number;
}

/** What a list of slots may be narrowed to at the API. */
export interface SlotFilter {
  /** A part of the address, in any case. */
  addressContains?: string;
  site?: string;
  occupied?: boolean;
}

export interface InterconnectFilter {
  site?: string;
  type?: string;
}

export interface CniFilter {
  slotId?: string;
  tunnelId?: string;
}

/** How Magic finds out whether a tunnel works. */
export interface HealthCheck {
  enabled: boolean;
  rate: string;
  type: string;
  direction: string;
  /** Where probes go; empty is the customer's end of the link. */
  target: string;
}

export interface BgpFilters {
  importFilterId?: string;
  exportFilterId?: string;
}

/** What Magic's side lets be changed and a CNI does not decide alone; what is left out stays. */
export interface MagicSettings {
  description?: string;
  mtu?: number;
  healthCheck?: HealthCheck;
  automaticReturnRouting?: boolean;
  /** A filter that is left out is taken away. */
  bgpFilters?: BgpFilters;
}

/** A CNI, or an interconnect from before there were CNIs, as Magic's routing sees it. */
export interface MagicInterconnectObject {
  /** 32 hexadecimal digits. */
  id: string;
  name: string;
  /** Cloudflare's data centre. */
  colo?: string;
  description: string;
  /** Cloudflare's end of the link, with prefix length. */
  interfaceAddress?: string;
  interfaceAddress6?: string;
  mtu?: number;
  healthCheck?: HealthCheck;
  automaticReturnRouting?: boolean;
  bgp?: Partial<BgpSettings> & BgpFilters;
  /** Of the dataplane: "1", "1.5" or "2". */
  version?: string;
  /** That of the port, in whatever spelling. */
  virtualPortReservationId?: string;
}
