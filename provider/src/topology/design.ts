/**
 * Design: the ports, sessions and paths of a deployment, as plain data.
 *
 * Unknown values are omitted. A rule that depends on an unknown value reports `unknown` and never passes.
 */

import type {
  Dataplane,
  HealthCheckDirection,
  HealthCheckRate,
  HealthCheckType,
  Intent,
  MaintenanceNotification,
  Steering,
  UseCase,
} from "../domain/values";

export type { Dataplane, Intent, MaintenanceNotification, Steering, UseCase };

/** How a port reaches Cloudflare. */
export type PortKind =
  /** Fibre in a shared facility. */
  | "direct"
  /** Google Cloud. The port is ordered by pairing key. */
  | "gcp_partner"
  /** Virtual circuit that is ordered in a partner's portal. */
  | "partner"
  /** AWS Direct Connect with a dedicated connection. */
  | "aws_dedicated"
  /** AWS Direct Connect with a hosted connection on a partner's port. Cloudflare does not support this. */
  | "aws_hosted";

/** Port of a design. Omitted properties are unknown, except those with a default. */
export interface Port {
  /** Name of the port in the program. It must be unique among the ports of the design. */
  name: string;
  /** Name that Cloudflare assigned, such as `cni-ewr-a-000001`. */
  interconnect?: string;
  /** How the port reaches Cloudflare. @default "direct" */
  kind?: PortKind;
  /** Generation of Cloudflare's edge. @default "v2" */
  dataplane?: Dataplane;
  /** Speed in Gbps. */
  speed?: number;
  /** Facility, such as `Equinix NY1`. */
  facility?: string;
  /** Lines of the facility's street address. Facilities with the same address belong to one campus. */
  address?: readonly string[];
  /** Cloudflare site (PoP), such as `ewr-a`. */
  site?: string;
  /**
   * Metro as a three-letter code, such as `EWR`. @default the metro of the facility's published location, otherwise the
   * metro in the name of the site
   */
  metro?: string;
  /** Cloudflare device (router) of the port. It is unknown if the value is `null` or omitted. */
  device?: string | null;
  /** Current state of the slot that the port uses. */
  slot?: SlotState;
  /**
   * Number of devices on v2 for which the API lists slots at the facility. It takes precedence over a smaller published
   * number. @default the number of devices of those ports at the facility that have a `slot` or an `interconnect`
   */
  devicesInApi?: number;
  /** Length of the fibre to the port, in kilometres. */
  distanceKm?: number;
  /** Customer end of the port. It is unknown if omitted. */
  customer?: CustomerEnd;
  /** 802.1Q VLAN tag. Only supported on dataplane v1. */
  vlan?: number;
  /** Whether the port uses Bidirectional Forwarding Detection (BFD). Only supported on dataplane v1. */
  bfd?: boolean;
  /** Whether LACP bundles the port with others. Only supported on dataplane v1. */
  lacp?: boolean;
  /** Whether the port carries peering with AS13335. Only supported on dataplane v1. */
  peering?: boolean;
  /**
   * Number of GRE tunnels over the port. Each carries at most 1 Gbps. Only supported on dataplane v1. @default 1 on v1
   */
  greTunnels?: number;
  /** State of the link, such as `Healthy`. Omitted if the port does not exist yet. */
  state?: string;
}

/**
 * Customer end of a port. The program chooses the names of the router, site, power feed and duct. Ports whose ends share one
 * of these names fail together. Apart from the router, a part that is omitted is assumed never to fail. The other
 * properties describe where the cross-connect ends.
 */
export interface CustomerEnd {
  /** Router to which the cross-connect is connected. */
  router: string;
  /** Port (interface) of the router, such as `xe-0/0/1`. */
  port?: string;
  /** Cage or rack at the facility in which the cross-connect ends, such as `cage 12, rack 4`. */
  cage?: string;
  /** Patch panel in the cage, such as `PP-03`. */
  panel?: string;
  /** Port of the patch panel, such as `17/18`. */
  panelPort?: string;
  /** Building in which the router is located. */
  site?: string;
  /** Power feed of the router. */
  power?: string;
  /** Duct through which the fibre to the port runs. */
  duct?: string;
}

/** Tunnel health check of a session. Omitted fields are unknown, because Cloudflare applies its own defaults. */
export interface HealthCheck {
  /** Whether Cloudflare probes the session. */
  enabled?: boolean;
  /** How often Cloudflare probes the session. Cloudflare does not publish the intervals. */
  rate?: HealthCheckRate;
  type?: HealthCheckType;
  /** Path of the response: over the Internet (`unidirectional`) or over the session (`bidirectional`). */
  direction?: HealthCheckDirection;
  /** Address that responds to the probes, such as `172.64.240.253` for a legacy bidirectional check. */
  target?: string;
}

/** State of a slot that a port uses. */
export interface SlotState {
  /** UUID of the slot. */
  id: string;
  /** Whether the slot has an interconnect. */
  occupied: boolean;
  /** Name of the interconnect on the slot, if it is known. */
  occupiedBy?: string;
  /** Speed in Gbps. */
  speed?: number;
}

/** Session on a port, with its prefixes and preferences. */
export interface Session {
  /** Name of the session in the program. It must be unique among the sessions of the design. */
  name: string;
  /** Name of the {@link Port} that carries the session. */
  port: string;
  /** Address of the customer's router with prefix length, such as `10.0.0.1/31`. */
  customerIp?: string;
  /** Cloudflare's address with prefix length, such as `10.0.0.0/31`. */
  cloudflareIp?: string;
  /** MTU in bytes. */
  mtu?: number;
  /**
   * Maximum TCP segment size in bytes to which the customer clamps connections. It must be at most the MTU minus 40,
   * which is 1436 over GRE. A session on dataplane v2 needs no clamp.
   */
  mss?: number;
  /** Whether the session uses BGP. @default false, which means only static routes */
  bgp?: boolean;
  /**
   * Whether Cloudflare advertises routes by BGP but learns none, so that routes to the customer are static. @default
   * false
   */
  advertiseOnly?: boolean;
  /** ASN of the customer's router. */
  customerAsn?: number;
  /** Whether an MD5 key protects the BGP session. A design does not contain the key itself. */
  md5?: boolean;
  /** Local preference on the customer's routers. The highest value wins. */
  localPreference?: number;
  /** Priority of Cloudflare's static routes to this session. The lowest value wins. Not supported with BGP. */
  routePriority?: number;
  /**
   * BGP communities with which the customer announces its routes, such as `13335:60050`. They set the priority of the
   * routes. If there are several, the lowest priority applies. Requires BGP. @default none, which results in priority
   * 100
   */
  communities?: readonly string[];
  /**
   * Number of times that the customer prepends its own ASN to the AS path. Each time adds 10 to the priority, although
   * Cloudflare's page also has an example with 15. Requires BGP. @default 0
   */
  prepends?: number;
  /**
   * Role of the session in both directions. It determines a `localPreference`, and a `routePriority` or a community. If
   * one of these properties is set, that property takes precedence.
   */
  steering?: Steering;
  /** Health check by which Cloudflare detects that the session is dead. It is unknown if omitted. */
  healthCheck?: HealthCheck;
  /**
   * BGP hold time of the customer's router in seconds. Cloudflare's is 240 on a CNI, and the lower value of both ends
   * applies. It is unknown if omitted.
   */
  holdTime?: number;
  /**
   * Whether the customer's router uses BGP graceful restart, which may keep dead routes longer. It is unknown if
   * omitted.
   */
  gracefulRestart?: boolean;
  /**
   * Seconds within which the customer's router withdraws a static route to Cloudflare if the far end does not respond
   * (object tracking, IP SLA). Only applies to static routes. @default never: the route stays while the interface is up
   */
  trackedWithin?: number;
  /** Prefixes that are reachable over this session, in CIDR notation. */
  prefixes?: readonly string[];
  /** Whether the BGP session is up, if this is known. */
  up?: boolean;
}

/** Traffic in Gbps that must still get through during any single failure. */
export interface Demand {
  /** Traffic from Cloudflare to the customer. */
  toCustomer?: number;
  /** Traffic from the customer to Cloudflare. */
  toCloudflare?: number;
}

/** Tunnel of a backup, as declared by the program. */
export interface BackupTunnel {
  /** Name of the tunnel. */
  name: string;
  /** Encapsulation of the tunnel. It is unknown if omitted. */
  encapsulation?: "gre" | "ipsec";
  /** Capacity in Gbps per direction. It is unknown if omitted. */
  capacity?: number;
  /** Maximum TCP segment size in bytes, as in {@link Backup}. */
  mss?: number;
  /** Health check of the tunnel. It is unknown if omitted. */
  healthCheck?: HealthCheck;
  /** Same as {@link Session.localPreference}. */
  localPreference?: number;
  /** Same as {@link Session.routePriority}. */
  routePriority?: number;
  /**
   * Whether Cloudflare learns routes over the tunnel by BGP (Unified Routing). @default false, which means only static
   * routes
   */
  bgp?: boolean;
  /** Same as {@link Session.communities}. */
  communities?: readonly string[];
  /** Same as {@link Session.prepends}. */
  prepends?: number;
}

/** Path that carries the traffic if all interconnects fail. Cloudflare requires a backup. */
export type Backup =
  | {
      kind: "tunnel" | "internet";
      /** Name of the backup. @default the kind of the backup */
      name?: string;
      /** Capacity in Gbps per direction. @default the total capacity of its tunnels, or unknown without tunnels */
      capacity?: number;
      /** Encapsulation of the tunnel. It is unknown if omitted. */
      encapsulation?: "gre" | "ipsec";
      /**
       * Maximum TCP segment size in bytes to which the customer clamps connections on the tunnel's inner interface. It
       * must be at most 1436 for GRE and 1360 for IPsec. It is unknown if omitted.
       */
      mss?: number;
      /** Same as {@link Session.localPreference}. */
      localPreference?: number;
      /** Same as {@link Session.routePriority}. */
      routePriority?: number;
      /**
       * Tunnels that the program declares. They share the traffic. Only supported with kind `tunnel`. If there are
       * none, the properties above describe the tunnel.
       */
      tunnels?: readonly BackupTunnel[];
    }
  | {
      kind: "none";
      /** Reason for having no backup. It is required. */
      reason: string;
    };

/** Mean time between failures and mean time to repair of a component. For maintenance, they describe its windows. */
export interface FailureAssumption {
  /** Mean time from a repair to the next failure, as a duration such as `2y`. */
  mtbf: string;
  /** Mean time to repair, as a duration such as `4h`. */
  mttr: string;
}

/**
 * Assumed values for figures that nobody publishes. Times of probes and convergence are in seconds. If one of them is
 * omitted, an outage that depends on it has no upper limit. The availability does not include kinds of failures without an
 * assumption.
 */
export interface Assumptions {
  /** Longest time between two probes of a health check at one data center. */
  probeInterval?: number;
  /** Longest time until Cloudflare treats a probe without a response as failed. */
  probeTimeout?: number;
  /** Longest time until the customer's other routers carry the traffic of a failed router (IGP, VRRP). */
  customerConvergence?: number;
  /** Failures of a port, with its cross-connect and optics. */
  port?: FailureAssumption;
  /** Failures of a Cloudflare device. */
  device?: FailureAssumption;
  /** Failures of a facility. */
  facility?: FailureAssumption;
  /** Failures of all of Cloudflare's facilities in a metro. */
  metro?: FailureAssumption;
  /** Failures of a Cloudflare site (PoP). */
  pop?: FailureAssumption;
  /** Routine maintenance windows of Cloudflare, each independent of the others. */
  maintenance?: FailureAssumption;
  /** Failures of a router of the customer. */
  customerRouter?: FailureAssumption;
  /** Failures of a building of the customer. */
  customerSite?: FailureAssumption;
  /** Failures of a power feed of the customer. */
  customerPower?: FailureAssumption;
  /** Cuts of a fibre duct. */
  duct?: FailureAssumption;
}

/** Ports with one purpose, the intent that they must achieve, and the demand that they must meet. */
export interface Design {
  /** Name of the design, such as the name of the group. */
  name: string;
  intent: Intent;
  ports: readonly Port[];
  sessions: readonly Session[];
  demand?: Demand;
  /**
   * Longest acceptable outage during any single failure, in either direction, as a duration such as `10s`. It is not
   * checked if omitted.
   */
  maxOutage?: string;
  assumptions?: Assumptions;
  /**
   * Share of a year in which the interconnects must carry the demand according to the assumptions, as a percentage such as
   * `99.99%`. It is not checked if omitted.
   */
  availability?: string;
  /**
   * Whether there is a stateful firewall in the path. Each connection must then use the same session in both
   * directions.
   * @default false
   */
  statefulFirewall?: boolean;
  /** Use case of the ports. It determines whether they need GRE or peering. It is not checked if omitted. */
  useCase?: UseCase;
  backup?: Backup;
  /** Names of sessions in order of preference. Set this if one session must take over from another. */
  order?: readonly string[];
  /**
   * Notification policies that announce maintenance. They are unknown if omitted. Dataplane v2 needs both alert types.
   */
  maintenanceNotification?: readonly MaintenanceNotification[];
  /**
   * Maximum TCP segment size in bytes to which the customer clamps connections on the ports to its Internet providers.
   * With direct server return, replies leave there. It must be at most 1436 if traffic arrives over GRE or IPsec. It is
   * unknown if omitted.
   */
  transitMss?: number;
}
