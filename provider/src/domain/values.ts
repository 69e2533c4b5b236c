/** Values that arguments and outputs share. */

/** Type of an interconnect. */
export const InterconnectType = {
  /** Physical port on a slot, connected by a cross-connect. */
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

/** Data center building. */
export interface Facility {
  /** Name, such as `Equinix NY1`. */
  name: string;
  /** Address lines, as printed on the Letter of Authorization (LOA). */
  address: string[];
}

/** Documented states of a link. */
export const LinkState = {
  /** No cross-connect yet. */
  Pending: "Pending",
  Down: "Down",
  /** No light, no negotiation, or a light level below -20 dBm. */
  Unhealthy: "Unhealthy",
  Healthy: "Healthy",
} as const;
export type LinkState = (typeof LinkState)[keyof typeof LinkState];

/**
 * State of an interconnect's link. Cloudflare documents `Pending` (no cross-connect yet), `Down`, `Unhealthy` (no
 * light, no negotiation, or a light level below -20 dBm) and `Healthy`.
 */
export interface LinkStatus {
  /** One of {@link LinkState}, or an undocumented state. */
  state: string;
  /** Cloudflare's diagnosis, or `undefined` without a diagnosis. */
  reason?: string;
}

/** Direction of the route exchange of a session. */
export const BgpMode = {
  /** Cloudflare both advertises and learns routes. */
  DynamicRouteExchange: "dynamic_route_exchange",
  /** Cloudflare advertises routes but learns none. */
  AdvertiseOnly: "advertise_only",
} as const;
export type BgpMode = (typeof BgpMode)[keyof typeof BgpMode];

/** Generation of Cloudflare's edge on which a port terminates. The `/cni` API orders ports on v2. */
export type Dataplane = "v1" | "v2";

/** Single failure that the ports of a group must survive. Each intent also includes the weaker intents before it. */
export const Intent = {
  /** No failure. */
  Single: "single",
  /** Failure of a Cloudflare device. */
  DeviceDiverse: "device-diverse",
  /** Failure of a facility. */
  SiteDiverse: "site-diverse",
  /** Failure of a metro, with a spare device at each remaining facility. */
  SiteAndDeviceDiverse: "site-and-device-diverse",
} as const;
export type Intent = (typeof Intent)[keyof typeof Intent];

/** Alert type of a notification policy for maintenance. */
export const MaintenanceAlert = {
  /** Work on the account's circuits. */
  Cni: "cni_maintenance_notification",
  /** Work on a whole PoP, filtered by airport code. */
  Pop: "maintenance_event_notification",
} as const;
export type MaintenanceAlert = (typeof MaintenanceAlert)[keyof typeof MaintenanceAlert];

/** Notification policy that announces maintenance. */
export interface MaintenanceNotification {
  alertType: MaintenanceAlert;
  /**
   * Airport codes in the policy's filter, such as `AMS`. The names of sites begin with these codes. @default every PoP
   */
  airportCodes?: readonly string[];
}

/** Use case of interconnects. It determines whether a port needs GRE or peering. */
export const UseCase = {
  /** Magic Transit with direct server return: replies leave over the customer's Internet providers. */
  MagicTransitDsr: "magic-transit-dsr",
  /** Magic Transit with egress: replies leave through Cloudflare. */
  MagicTransitEgress: "magic-transit-egress",
  CloudflareWan: "cloudflare-wan",
  /** Peering with AS13335. */
  Peering: "peering",
  /** Traffic from Cloudflare's application services to the customer's origins. */
  AppSecurity: "app-security",
} as const;
export type UseCase = (typeof UseCase)[keyof typeof UseCase];

/** Role of a session in both directions. `steering.ts` contains the preferences of each role. */
export const Steering = {
  /** Carries the traffic. */
  Primary: "primary",
  /** Carries the traffic if no primary session is up. */
  Secondary: "secondary",
  /** Last resort. Carries the traffic if neither a primary nor a secondary session is up. */
  Standby: "standby",
  /** Carries the traffic together with all other `share` sessions. */
  Share: "share",
} as const;
export type Steering = (typeof Steering)[keyof typeof Steering];

/** Type of the backup path that remains if every interconnect of a group fails. */
export const BackupKind = {
  /** GRE or IPsec tunnel over the Internet. */
  Tunnel: "tunnel",
  /** Internet without a tunnel. */
  Internet: "internet",
  /** No backup. A reason is required. */
  None: "none",
} as const;
export type BackupKind = (typeof BackupKind)[keyof typeof BackupKind];

/** How often Magic probes a link. */
export const HealthCheckRate = { Low: "low", Mid: "mid", High: "high" } as const;
export type HealthCheckRate = (typeof HealthCheckRate)[keyof typeof HealthCheckRate];

/** ICMP message with which Magic probes a link. */
export const HealthCheckType = {
  /** ICMP echo reply, which the customer's router sends back. */
  Reply: "reply",
  /** ICMP echo request, which the target answers. */
  Request: "request",
} as const;
export type HealthCheckType = (typeof HealthCheckType)[keyof typeof HealthCheckType];

/** Path of the response to a probe. */
export const HealthCheckDirection = {
  /** Over the Internet. */
  Unidirectional: "unidirectional",
  /** Over the link. */
  Bidirectional: "bidirectional",
} as const;
export type HealthCheckDirection = (typeof HealthCheckDirection)[keyof typeof HealthCheckDirection];

/** Router platform: FRR 8 or newer, BIRD 2.0.9 or newer, Junos, Cisco IOS XR, or Arista EOS. */
export const RouterPlatform = {
  Frr: "frr",
  Bird: "bird",
  Junos: "junos",
  IosXr: "ios-xr",
  Eos: "eos",
} as const;
export type RouterPlatform = (typeof RouterPlatform)[keyof typeof RouterPlatform];

/** State for which the creation of an interconnect waits. */
export const WaitFor = {
  /** Waits only until the interconnect is ordered. */
  Ordered: "ordered",
  /** Waits until the link is up. */
  Healthy: "healthy",
} as const;
export type WaitFor = (typeof WaitFor)[keyof typeof WaitFor];

/**
 * What to do if a condition is not met, such as after the timeout of a readiness gate or if a group does not achieve
 * its intent.
 */
export const OnFailure = {
  /** The run fails. */
  Error: "error",
  /** The run continues with a warning. */
  Warn: "warn",
} as const;
export type OnFailure = (typeof OnFailure)[keyof typeof OnFailure];

/**
 * Whether to adopt an existing object. By default, an existing object is refused. `true` adopts the object that the
 * other arguments identify. If they do not identify an object, set the object's name.
 */
export type Adopt = boolean | string;
