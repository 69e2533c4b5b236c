/**
 * A design: the ports, sessions and paths that a deployment consists of, as far as they are known.
 *
 * Plain data without behaviour. What is not known is left out: a rule treats it as unknown, never
 * as passed.
 */

import type { Dataplane } from "../domain/values";

/** What the ports of a group are to survive; each one includes the ones before it, see `intent.ts`. */
export type Intent = "single" | "device-diverse" | "site-diverse" | "site-and-device-diverse";

export type { Dataplane };

/** How a port reaches Cloudflare. */
export type PortKind =
  /** Fibre in a shared facility. */
  | "direct"
  /** Google Cloud, by pairing key. */
  | "gcp_partner"
  /** Virtual circuit that a partner's portal orders. */
  | "partner"
  /** AWS Direct Connect of its own port. */
  | "aws_dedicated"
  /** AWS Direct Connect on a partner's port; not supported by Cloudflare. */
  | "aws_hosted";

/** A port as far as it is known: what is left out is judged as unknown. */
export interface Port {
  /** Name in the program; unique in the design. */
  name: string;
  /** Name at Cloudflare, such as `cni-ewr-a-000001`. */
  interconnect?: string;
  /** @default "direct" */
  kind?: PortKind;
  /** @default "v2" */
  dataplane?: Dataplane;
  /** Gbps. */
  speed?: number;
  /** Facility, such as `Equinix NY1`. */
  facility?: string;
  /** Street address of the facility, as lines. Different facilities with one address are one campus. */
  address?: readonly string[];
  /** Cloudflare's PoP, such as `ewr-a`. */
  site?: string;
  /** Three letters, such as `EWR`. @default from the facility's published location, else from the site */
  metro?: string;
  /** Cloudflare's device; `null` or absent is unknown, never a pass. */
  device?: string | null;
  /** The slot that is asked for, as it is now. */
  slot?: SlotState;
  /** Kilometres of fibre to the port. */
  distanceKm?: number;
  /** 802.1Q tag; v1 only. */
  vlan?: number;
  /** Bidirectional forwarding detection; v1 only. */
  bfd?: boolean;
  /** Bundled with other ports by LACP; v1 only. */
  lacp?: boolean;
  /** Peering with AS13335 over this port; v1 only. */
  peering?: boolean;
  /** GRE tunnels over this port; v1 only, where each carries at most 1 Gbps. @default 1 on v1 */
  greTunnels?: number;
  /** Link state, such as `Healthy`; absent where the port does not exist yet. */
  state?: string;
}

/** The slot that a port is to have. */
export interface SlotState {
  id: string;
  occupied: boolean;
  /** Interconnect that has it, where known. */
  occupiedBy?: string;
  /** Gbps. */
  speed?: number;
}

/** A session on a port, with what it carries and how it is preferred. */
export interface Session {
  /** Name in the program; unique in the design. */
  name: string;
  /** Name of the {@link Port} that carries it. */
  port: string;
  /** With its length, such as `10.0.0.1/31`. */
  customerIp?: string;
  /** With its length, such as `10.0.0.0/31`. */
  cloudflareIp?: string;
  /** Bytes. */
  mtu?: number;
  /** Bytes; where the customer clamps TCP. */
  mss?: number;
  /** Whether the session runs BGP. @default false: static routes alone */
  bgp?: boolean;
  customerAsn?: number;
  /** Whether BGP is protected by an MD5 key. The key itself has no place in a design. */
  md5?: boolean;
  /** The customer's local preference; higher wins. */
  localPreference?: number;
  /** Priority of the static routes towards this session; lower wins. */
  routePriority?: number;
  /** What is reached over this session, in CIDR notation. */
  prefixes?: readonly string[];
  /** BGP state where it is known; `false` is down. */
  up?: boolean;
}

/** Gbps that have to get through under every single failure. */
export interface Demand {
  /** From Cloudflare to the customer. */
  toCustomer?: number;
  /** From the customer to Cloudflare. */
  toCloudflare?: number;
}

/** The path that is left when every interconnect is lost; Cloudflare requires one. */
export type Backup =
  | {
      kind: "tunnel" | "internet";
      name?: string;
      /** Gbps in each direction; absent is unknown. */
      capacity?: number;
      /** As for sessions. */
      localPreference?: number;
      /** As for sessions. */
      routePriority?: number;
    }
  | {
      kind: "none";
      /** Why it is left out; has to be said. */
      reason: string;
    };

/** Ports with one purpose, what they are to survive, and what has to get through. */
export interface Design {
  /** Such as the name of the group. */
  name: string;
  intent: Intent;
  ports: readonly Port[];
  sessions: readonly Session[];
  demand?: Demand;
  backup?: Backup;
  /** Names of sessions, the preferred one first, where the design says that one takes over from another. */
  order?: readonly string[];
  /** Whether somebody is told of maintenance; absent is unknown. */
  maintenanceNotification?: boolean;
  /** Whether return traffic is backhauled between Cloudflare's facilities, which lowers the MSS. @default false */
  backhaul?: boolean;
}
