/**
 * Design: the ports, sessions and paths of a deployment, as plain data.
 *
 * Unknown values are left out. A rule that depends on one reports `unknown` and never passes.
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
  /** Google Cloud, ordered by pairing key. */
  | "gcp_partner"
  /** Virtual circuit, ordered in a partner's portal. */
  | "partner"
  /** AWS Direct Connect, dedicated connection. */
  | "aws_dedicated"
  /** AWS Direct Connect, hosted connection on a partner's port. Cloudflare does not support it. */
  | "aws_hosted";

/** Port of a design. Properties that are left out are unknown, except those with a default. */
export interface Port {
  /** Name in the program, unique among the ports of the design. */
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
  /** Lines of the facility's street address. Facilities that share an address are one campus. */
  address?: readonly string[];
  /** Cloudflare site (PoP), such as `ewr-a`. */
  site?: string;
  /** Metro, three letters such as `EWR`. @default from the facility's published location, otherwise from the site */
  metro?: string;
  /** Cloudflare device (router) of the port; unknown if `null` or absent. */
  device?: string | null;
  /** Current state of the slot that the port uses. */
  slot?: SlotState;
  /**
   * Number of devices on v2 for which the API lists slots at the facility. It takes precedence over a smaller published
   * number. @default from the devices of the ports there that have a `slot` or an `interconnect`
   */
  devicesInApi?: number;
  /** Length of the fibre to the port, in kilometres. */
  distanceKm?: number;
  /** The customer's end of the port; unknown if absent. */
  customer?: CustomerEnd;
  /** 802.1Q VLAN tag. Dataplane v1 only. */
  vlan?: number;
  /** Whether the port uses Bidirectional Forwarding Detection. Dataplane v1 only. */
  bfd?: boolean;
  /** Whether LACP bundles the port with others. Dataplane v1 only. */
  lacp?: boolean;
  /** Whether the port carries peering with AS13335. Dataplane v1 only. */
  peering?: boolean;
  /** Number of GRE tunnels over the port, at most 1 Gbps each. Dataplane v1 only. @default 1 on v1 */
  greTunnels?: number;
  /** Link state, such as `Healthy`; absent if the port does not exist yet. */
  state?: string;
}

/**
 * The customer's end of a port. The names of router, site, power feed and duct are the program's own: ports whose ends have
 * the same name fail together. What is left out, apart from the router, cannot fail. The other properties say where the
 * cross-connect ends, for its order.
 */
export interface CustomerEnd {
  /** Router that the cross-connect ends on. */
  router: string;
  /** Port (interface) of the router, such as `xe-0/0/1`. */
  port?: string;
  /** Cage or rack at the facility where the cross-connect ends, such as `cage 12, rack 4`. */
  cage?: string;
  /** Patch panel in the cage, such as `PP-03`. */
  panel?: string;
  /** Port of the patch panel, such as `17/18`. */
  panelPort?: string;
  /** Building of the router. */
  site?: string;
  /** Power feed of the router. */
  power?: string;
  /** Duct of the fibre to the port. */
  duct?: string;
}

/** Tunnel health check of a session. What is left out is unknown, because Cloudflare has defaults of its own. */
export interface HealthCheck {
  /** Whether Cloudflare probes the session. */
  enabled?: boolean;
  /** How often Cloudflare probes. Cloudflare does not publish the interval of any rate. */
  rate?: HealthCheckRate;
  type?: HealthCheckType;
  /** Path of the answer: over the Internet (`unidirectional`), or over the session (`bidirectional`). */
  direction?: HealthCheckDirection;
  /** Address that answers the probes, such as `172.64.240.253` for a legacy bidirectional check. */
  target?: string;
}

/** State of a slot that a port uses. */
export interface SlotState {
  /** UUID of the slot. */
  id: string;
  /** Whether the slot has an interconnect. */
  occupied: boolean;
  /** Name of the interconnect on the slot, if known. */
  occupiedBy?: string;
  /** Speed in Gbps. */
  speed?: number;
}

/** Session on a port, with its prefixes and preferences. */
export interface Session {
  /** Name in the program, unique among the sessions of the design. */
  name: string;
  /** Name of the {@link Port} that carries it. */
  port: string;
  /** The customer's address with its prefix length, such as `10.0.0.1/31`. */
  customerIp?: string;
  /** Cloudflare's address with its prefix length, such as `10.0.0.0/31`. */
  cloudflareIp?: string;
  /** MTU in bytes. */
  mtu?: number;
  /**
   * Maximum TCP segment size in bytes to which the customer clamps: at most the MTU minus 40, which is 1436 over GRE. A
   * session on dataplane v2 needs no clamp.
   */
  mss?: number;
  /** Whether the session uses BGP. @default false: static routes only */
  bgp?: boolean;
  /** Whether Cloudflare only announces routes by BGP and learns none, so that routes to the customer are static. @default false */
  advertiseOnly?: boolean;
  /** ASN of the customer's end. */
  customerAsn?: number;
  /** Whether an MD5 key protects BGP. A design does not contain the key itself. */
  md5?: boolean;
  /** Local preference on the customer's routers; the highest value wins. */
  localPreference?: number;
  /** Priority of Cloudflare's static routes to this session; the lowest value wins. Not for BGP. */
  routePriority?: number;
  /**
   * BGP communities that the customer announces its routes with, such as `13335:60050`. They set the route's priority: of
   * several, the lowest wins. Only for BGP. @default none, which is priority 100
   */
  communities?: readonly string[];
  /**
   * Additional own ASNs that the customer prepends to the AS path. Each adds 10 to the priority (Cloudflare's page also has
   * an example with 15). Only for BGP. @default 0
   */
  prepends?: number;
  /**
   * What the session is for, in both directions. It stands for a localPreference, and for a routePriority or a community;
   * where one of these is set, it takes precedence.
   */
  steering?: Steering;
  /** Health check by which Cloudflare notices that the session is dead; unknown if absent. */
  healthCheck?: HealthCheck;
  /**
   * BGP hold time of the customer's router, in seconds; Cloudflare's is 240 on a CNI, and the smaller of both counts.
   * Unknown if absent.
   */
  holdTime?: number;
  /** Whether the customer's router uses BGP graceful restart, which may keep dead routes for longer; unknown if absent. */
  gracefulRestart?: boolean;
  /**
   * Seconds in which the customer's router withdraws a static route to Cloudflare if the far end does not answer (object
   * tracking, IP SLA). Only for static routes. @default never: the route stays while the interface is up
   */
  trackedWithin?: number;
  /** Prefixes reached over this session, in CIDR notation. */
  prefixes?: readonly string[];
  /** Whether BGP is up, if known. */
  up?: boolean;
}

/** Traffic in Gbps that must get through under every single failure. */
export interface Demand {
  /** From Cloudflare to the customer. */
  toCustomer?: number;
  /** From the customer to Cloudflare. */
  toCloudflare?: number;
}

/** Tunnel of a backup, as the program declares it. */
export interface BackupTunnel {
  /** Name of the tunnel. */
  name: string;
  /** Encapsulation; unknown if absent. */
  encapsulation?: "gre" | "ipsec";
  /** Capacity in Gbps per direction; unknown if absent. */
  capacity?: number;
  /** As for {@link Backup}. */
  mss?: number;
  /** Health check of the tunnel; unknown if absent. */
  healthCheck?: HealthCheck;
  /** As for {@link Session.localPreference}. */
  localPreference?: number;
  /** As for {@link Session.routePriority}. */
  routePriority?: number;
  /** Whether Cloudflare learns routes over the tunnel by BGP (Unified Routing). @default false: static routes only */
  bgp?: boolean;
  /** As for {@link Session.communities}. */
  communities?: readonly string[];
  /** As for {@link Session.prepends}. */
  prepends?: number;
}

/** Path that carries the traffic if every interconnect is lost. Cloudflare requires one. */
export type Backup =
  | {
      kind: "tunnel" | "internet";
      /** Name of the backup. @default its kind */
      name?: string;
      /** Capacity in Gbps per direction. @default the total of its tunnels, otherwise unknown */
      capacity?: number;
      /** Encapsulation of the tunnel; unknown if absent. */
      encapsulation?: "gre" | "ipsec";
      /**
       * Maximum TCP segment size in bytes to which the customer clamps on the tunnel's inner interface: at most 1436 for
       * GRE, 1360 for IPsec. Unknown if absent.
       */
      mss?: number;
      /** As for {@link Session.localPreference}. */
      localPreference?: number;
      /** As for {@link Session.routePriority}. */
      routePriority?: number;
      /**
       * Tunnels that the program declares, which share the traffic. Only for `tunnel`. Without them, the fields above
       * describe the tunnel.
       */
      tunnels?: readonly BackupTunnel[];
    }
  | {
      kind: "none";
      /** Why there is no backup. Required. */
      reason: string;
    };

/**
 * Assumptions on what nobody publishes, in seconds. Without one, an outage that depends on it has no upper bound.
 */
export interface Assumptions {
  /** Longest time between two probes of a health check, at one data center. */
  probeInterval?: number;
  /** Longest time until Cloudflare counts a probe without an answer as failed. */
  probeTimeout?: number;
  /** Longest time until the customer's other routers carry the traffic of a router that died (IGP, VRRP). */
  customerConvergence?: number;
}

/** Ports with one purpose, the intent they must fulfil, and the demand they must meet. */
export interface Design {
  /** Name of the design, such as that of the group. */
  name: string;
  intent: Intent;
  ports: readonly Port[];
  sessions: readonly Session[];
  demand?: Demand;
  /**
   * Longest outage that is acceptable under any single failure, in either direction: a duration such as `10s`. Not checked
   * if absent.
   */
  maxOutage?: string;
  assumptions?: Assumptions;
  /**
   * Whether a stateful firewall is in the path, so that each connection must use the same session in both directions.
   * @default false
   */
  statefulFirewall?: boolean;
  /** What the ports are used for, which decides whether they need GRE or peering; not checked if absent. */
  useCase?: UseCase;
  backup?: Backup;
  /** Names of sessions in order of preference, if one must take over from another. */
  order?: readonly string[];
  /** Notification policies that tell somebody of maintenance; unknown if absent. Dataplane v2 needs both alert types. */
  maintenanceNotification?: readonly MaintenanceNotification[];
  /**
   * Maximum TCP segment size in bytes to which the customer clamps on the ports to its Internet providers, where replies
   * leave under direct server return: at most 1436 if traffic arrives over GRE or IPsec. Unknown if absent.
   */
  transitMss?: number;
}
