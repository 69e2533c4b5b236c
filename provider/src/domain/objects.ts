/** Objects of the CNI API in domain terms. Only `wire.ts` and `wire-magic.ts` use the API's own field names. */

/** Data center building in which a port is located. */
export interface Facility {
  name: string;
  address: string[];
}

/**
 * Interconnect as reported by the API. Many fields are optional, because the API has added fields over time. A
 * `gcp_partner` interconnect has a region, and a `direct` interconnect has a slot.
 */
export interface InterconnectObject {
  account: string;
  /** Name that Cloudflare assigned. It is the only identifier of an interconnect. */
  name: string;
  type: string;
  owner?: string;
  slotId?: string;
  site?: string;
  facility?: Facility;
  /** Speed, such as `10G`. For type `gcp_partner`, this is the ordered bandwidth. */
  speed?: string;
  /** Google Cloud region. Only set for type `gcp_partner`. */
  region?: string;
  virtualPortReservationId?: string;
  /** Cloudflare device (CCR) of the port. */
  device?: string;
}

/** Slot for a port on a Cloudflare device, free or occupied. */
export interface SlotObject {
  id: string;
  occupied: boolean;
  site: string;
  /** Speed in the spelling of the API, such as `10G`. */
  speed: string;
  facility: Facility;
  /** Cloudflare device (CCR) of the slot, or `undefined` if the API does not report it. */
  device?: string;
}

/** State of a link. It does not cover BGP. The API documents `Pending`, `Down`, `Unhealthy` and `Healthy`. */
export interface LinkStatus {
  state: string;
  reason?: string;
}

/** Order for an interconnect. */
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

/** Settings of a CNI that a program declares. Cloudflare assigns all other settings. */
export interface SessionSettings {
  magic: MagicConduit;
  bgp?: BgpSettings;
  bgpMode?: string;
}

/** CNI: the layer 3 and BGP settings of an interconnect. */
export interface CniObject {
  id: string;
  magic: MagicConduit;
  /**
   * BGP settings. `md5Key` is `null` if the session has no key, and `undefined` if the API does not report whether it
   * has one.
   */
  bgp?: Omit<BgpSettings, "md5Key"> & { md5Key?: string | null };
  bgpMode?: string;
  account: string;
  interconnect: string;
  /** Cloudflare's address on the /31, with prefix length. */
  cloudflareIp?: string;
  /** Address of the customer's router on the /31, with prefix length. */
  customerIp?: string;
}

export interface AccountSettings {
  defaultAsn: number;
}

/** Filters that the API applies to a list of slots. */
export interface SlotFilter {
  /** Part of the address. The comparison ignores case. */
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

/** Magic settings that a CNI does not fully determine. An update does not change settings that are missing here. */
export interface MagicSettings {
  description?: string;
  mtu?: number;
  /** Health check. An update does not change fields that are missing here. */
  healthCheck?: Partial<HealthCheck>;
  automaticReturnRouting?: boolean;
  /** BGP filters. An update removes a filter that is missing here. */
  bgpFilters?: BgpFilters;
}

/** Routing settings in Magic for a CNI, or for an older interconnect without a CNI. */
export interface MagicInterconnectObject {
  /** ID (32 hexadecimal digits). */
  id: string;
  name: string;
  /** Cloudflare data center. */
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
  /** Reservation ID of the port, with or without dashes. */
  virtualPortReservationId?: string;
}
