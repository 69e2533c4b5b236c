/** Objects of the CNI API in domain terms. Only `wire.ts` and `wire-magic.ts` use wire names. */

/** Data center building of a port. */
export interface Facility {
  name: string;
  address: string[];
}

/**
 * An interconnect as the API reports it. The API has added fields over time, so many are optional. A
 * `gcp_partner` interconnect has a region, and a `direct` one has a slot.
 */
export interface InterconnectObject {
  account: string;
  /** Name that Cloudflare assigned. It is the only identity of an interconnect. */
  name: string;
  type: string;
  owner?: string;
  slotId?: string;
  site?: string;
  facility?: Facility;
  /** Speed such as `10G`; for `gcp_partner` the ordered bandwidth. */
  speed?: string;
  /** Google Cloud region, for `gcp_partner` only. */
  region?: string;
  virtualPortReservationId?: string;
  /** Cloudflare device (CCR) of the port. */
  device?: string;
}

/** A slot for a port on a Cloudflare device, free or occupied. */
export interface SlotObject {
  id: string;
  occupied: boolean;
  site: string;
  /** Speed as the API spells it, such as `10G`. */
  speed: string;
  facility: Facility;
  /** Cloudflare device (CCR) of the slot, `undefined` if the API does not report it. */
  device?: string;
}

/** State of a link, not of BGP. The API documents `Pending`, `Down`, `Unhealthy` and `Healthy`. */
export interface LinkStatus {
  state: string;
  reason?: string;
}

/** An order for an interconnect. */
export type InterconnectOrder =
  | { type: "direct"; slotId: string; speed?: string }
  | { type: "gcp_partner"; pairingKey: string; bandwidth: string };

/** Conduit of a session in Magic (Magic Transit, Cloudflare WAN). */
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

/** Settings of a CNI that a program declares. Cloudflare assigns the rest. */
export interface SessionSettings {
  magic: MagicConduit;
  bgp?: BgpSettings;
  bgpMode?: string;
}

/** A CNI: the layer 3 and BGP object on an interconnect. */
export interface CniObject {
  id: string;
  magic: MagicConduit;
  /** BGP settings. `md5Key` is `null` if there is no key, and `undefined` if the API does not report it. */
  bgp?: Omit<BgpSettings, "md5Key"> & { md5Key?: string | null };
  bgpMode?: string;
  account: string;
  interconnect: string;
  /** Cloudflare's address in the /31, with prefix length. */
  cloudflareIp?: string;
  /** Address of the customer's router in the /31, with prefix length. */
  customerIp?: string;
}

export interface AccountSettings {
  defaultAsn: number;
}

/** Filters that the API applies to a list of slots. */
export interface SlotFilter {
  /** Part of the address, ignoring case. */
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

/** Health check of a tunnel by Magic. */
export interface HealthCheck {
  enabled: boolean;
  rate: string;
  type: string;
  direction: string;
  /** Address to which probes are sent. An empty string means the customer's address on the link. */
  target: string;
}

export interface BgpFilters {
  importFilterId?: string;
  exportFilterId?: string;
}

/** Magic settings that a CNI does not fully determine. Missing settings stay unchanged. */
export interface MagicSettings {
  description?: string;
  mtu?: number;
  /** Missing fields stay unchanged. */
  healthCheck?: Partial<HealthCheck>;
  automaticReturnRouting?: boolean;
  /** A missing filter is removed. */
  bgpFilters?: BgpFilters;
}

/** Routing settings in Magic of a CNI, or of an older interconnect without a CNI. */
export interface MagicInterconnectObject {
  /** Id, 32 hexadecimal digits. */
  id: string;
  name: string;
  /** Cloudflare's data center. */
  colo?: string;
  description: string;
  /** Cloudflare's address on the link, with prefix length. */
  interfaceAddress?: string;
  interfaceAddress6?: string;
  mtu?: number;
  healthCheck?: HealthCheck;
  automaticReturnRouting?: boolean;
  bgp?: Partial<BgpSettings> & BgpFilters;
  /** Version of the dataplane: "1", "1.5" or "2". */
  version?: string;
  /** Reservation of the port, with or without dashes. */
  virtualPortReservationId?: string;
}
