import type * as pulumi from "@pulumi/pulumi";
import type { MaintenanceNotification, OnFailure, Steering, UseCase } from "../domain/values";
import type { BgpArgs, CniBgpSessionArgs, MagicArgs } from "../program/cni-bgp-session";
import type { CniSettingsArgs } from "../program/cni-settings";
import type { InterconnectBaseArgs, InterconnectOrderArgs } from "../program/interconnect";
import type { InterconnectReadyArgs } from "../program/interconnect-ready";
import type { HealthCheckArgs } from "../program/magic-interconnect";
import type { RouterConfigArgs } from "../router";
import type {
  Assumptions,
  Backup,
  BackupTunnel,
  CustomerEnd,
  Demand,
  Intent,
} from "../topology/design";

/** Settings of a session in a group, including its role in the design. */
export interface GroupSessionArgs extends Pick<CniBgpSessionArgs, "bgpMode" | "adopt"> {
  /**
   * Conduit settings of this session. They take precedence over those of the group.
   *
   * @default the settings of the group; the conduit is named `<group>-<port>`
   */
  magic?: Partial<MagicArgs>;
  /**
   * BGP settings of this session. They take precedence over those of the group.
   *
   * @default the settings of the group
   */
  bgp?: Partial<BgpArgs>;
  /**
   * Role of the session in both directions. `primary` and `share` carry the traffic. `secondary` takes over if they are
   * down. `standby` is the last resort. Toward you, the steering sets the route priority to 50, 150 or 501,000:
   * directly for static routes, or by a community that your router must announce with BGP. Toward Cloudflare, it sets
   * the local preference on your routers to 200, 150 or 50. `localPreference`, `routePriority` and `communities` take
   * precedence.
   *
   * @default none: local preference 100 and priority 100
   */
  steering?: Steering;
  /**
   * Health check of this session. Its fields take precedence over those of the group. The group sets them with a
   * {@link MagicInterconnect} once the session exists.
   *
   * @default the health check of the group; if that is also omitted, the group reads the check and does not change it
   */
  healthCheck?: HealthCheckArgs;
  /**
   * BGP hold time that your router proposes, in seconds. Cloudflare proposes 240, and the lower value applies.
   *
   * @default unknown
   */
  holdTime?: number;
  /**
   * Whether your router uses BGP graceful restart.
   *
   * @default unknown
   */
  gracefulRestart?: boolean;
  /**
   * Seconds within which your router withdraws a static route to Cloudflare if the far end does not respond (object
   * tracking).
   *
   * @default never
   */
  trackedWithin?: number;
  /** Local preference of your routers for routes that they learn over this session. The highest value wins. */
  localPreference?: number;
  /** Priority of the static routes toward this session. The lowest value wins. Not supported with BGP. */
  routePriority?: number;
  /**
   * BGP communities with which your routers announce the routes of this session, such as `13335:60050`. They set the
   * priority of the routes: 10 (`13335:60010`), 50 (`13335:60050`), 150 (`13335:60150`), 200 (`13335:60200`), 501,000
   * (`13335:60901`) or 1,001,000 (`13335:60902`). If there are several, the lowest priority applies. Requires BGP.
   *
   * @default none, which results in priority 100
   */
  communities?: readonly string[];
  /**
   * Number of times that your routers prepend their own ASN to the AS path. Each time adds 10 to the priority. Requires
   * BGP.
   *
   * @default 0
   */
  prepends?: number;
  /** Prefixes that are reachable over this session, in CIDR notation such as `203.0.113.0/24`. */
  prefixes?: readonly string[];
  /** Maximum segment size (MSS) in bytes to which your routers clamp TCP connections. Dataplane v2 needs no clamp. */
  mss?: number;
}

/** Tunnel in the backup of a group. */
export interface GroupBackupTunnel extends BackupTunnel {
  /**
   * Your address inside the tunnel. If you set it, the group's `routes` contain a static route over this tunnel for
   * each prefix of the group, with the priority `routePriority`.
   *
   * @default no routes
   */
  nexthop?: pulumi.Input<string>;
  /**
   * Priority of the static routes over this tunnel.
   *
   * @default 700,000 with `nexthop`, which ranks after every session that is up
   */
  routePriority?: number;
}

/** Backup of a group. Its tunnels may be declared in the same program. */
export type GroupBackup =
  | Extract<Backup, { kind: "none" }>
  | (Omit<Exclude<Backup, { kind: "none" }>, "tunnels"> & {
      /** Tunnels that the program declares, such as `MagicWanGreTunnel` of `@pulumi/cloudflare`. */
      tunnels?: readonly GroupBackupTunnel[];
    });

/** Resource of a notification policy, such as `NotificationPolicy` of `@pulumi/cloudflare`. */
export interface NotificationPolicy extends pulumi.Resource {
  readonly alertType: pulumi.Output<string>;
  readonly filters: pulumi.Output<{ airportCodes?: string[] } | undefined>;
}

/** Settings that every port of a group accepts, regardless of how it is ordered. */
export interface GroupPortBaseArgs
  extends Pick<InterconnectBaseArgs, "waitFor" | "timeout" | "adopt"> {
  /** Session on the port, or `false` for no session. */
  session?: GroupSessionArgs | false;
  /**
   * Readiness gate for which the session waits, or `false` to create the session at once.
   *
   * @default the gate of the group
   */
  ready?: Omit<InterconnectReadyArgs, "interconnect" | "accountId"> | false;
  /** Length of the fibre from your equipment to the port, in kilometres. */
  distanceKm?: number;
  /**
   * Customer end of the port: the router and, optionally, its site, power feed and fibre duct. Ports that share one of
   * these names fail together. `port`, `cage`, `panel` and `panelPort` describe where the cross-connect ends.
   *
   * @default unknown
   */
  customer?: CustomerEnd;
}

/** Port of a group. Exactly one of `slotId`, `slot` and `pairingKey` is required. */
export type GroupPortArgs = GroupPortBaseArgs & InterconnectOrderArgs;

/** Arguments of {@link InterconnectGroup}. */
export interface InterconnectGroupArgs {
  /**
   * Account of all resources in the group (32 hexadecimal digits).
   *
   * @default `cloudflare:accountId` of the `Provider` or the stack, else `CLOUDFLARE_ACCOUNT_ID`
   */
  accountId?: pulumi.Input<string>;
  /**
   * Failure that the design must survive. `single`: none. `device-diverse`: a Cloudflare device. `site-diverse`: a
   * facility. `site-and-device-diverse`: a metro, with a spare device at each remaining facility. Each intent also
   * includes the weaker intents before it.
   */
  intent: Intent;
  /**
   * Ports of the group by name. If the intent requires different devices, ports with `slot` avoid the devices of the
   * other ports.
   */
  ports: Readonly<Record<string, GroupPortArgs>>;
  /**
   * Traffic in Gbps that must still get through during any single failure.
   *
   * @default no demand
   */
  demand?: Demand;
  /**
   * Use case of the ports. It determines whether they need GRE or peering.
   *
   * @default not checked
   */
  useCase?: UseCase;
  /** Path that remains if all ports fail. Cloudflare requires a backup, so `kind: "none"` requires a reason. */
  backup?: GroupBackup;
  /**
   * Maximum TCP segment size in bytes to which your routers clamp connections on the ports to your Internet providers.
   * With direct server return, replies leave there. The value must be at most 1436 if traffic arrives over GRE or
   * IPsec.
   *
   * @default unknown
   */
  transitMss?: number;
  /** Names of ports in order of preference. Set this if one port is a standby for another. */
  order?: readonly string[];
  /**
   * Notification policies that announce maintenance: `NotificationPolicy` resources of `@pulumi/cloudflare`, or objects
   * with alert type and airport codes. Dataplane v2 needs both alert types.
   *
   * @default none
   */
  maintenanceNotification?: readonly (NotificationPolicy | MaintenanceNotification)[];
  /**
   * Health check of every session.
   *
   * @default the group reads the checks and does not change them
   */
  healthCheck?: HealthCheckArgs;
  /**
   * Longest acceptable outage during any single failure, in either direction, such as `"30s"`.
   *
   * @default not checked
   */
  maxOutage?: string;
  /** Assumed values for `maxOutage` and `availability` that nobody publishes. */
  assumptions?: Assumptions;
  /**
   * Share of a year in which the interconnects must carry the demand according to the `assumptions` about failures, such as
   * `"99.99%"`. Cloudflare gives no SLA.
   *
   * @default not checked
   */
  availability?: string;
  /**
   * Whether there is a stateful firewall in the path. Each connection must then use the same site in both directions.
   *
   * @default false
   */
  statefulFirewall?: boolean;
  /** Conduit settings of every session. */
  magic?: Partial<Omit<MagicArgs, "conduitName">>;
  /**
   * BGP settings of every session.
   *
   * @default no BGP
   */
  bgp?: BgpArgs;
  /**
   * Readiness gate for which every session waits, or `false` to create the sessions at once.
   *
   * @default a gate with the defaults of {@link InterconnectReady}
   */
  ready?: Omit<InterconnectReadyArgs, "interconnect" | "accountId"> | false;
  /** CNI settings of the account. Only one group or resource per account may declare them. */
  settings?: Omit<CniSettingsArgs, "accountId">;
  /**
   * What to do if the design does not achieve the intent, or if a blocker is an error. With `error`, the run fails
   * before anything is ordered, unless the problem becomes known only later. With `warn`, the run continues with a
   * warning for each blocker.
   *
   * @default `"error"`
   */
  onUnmet?: OnFailure;
  /**
   * Whether one update may replace several ports of the group, although they protect each other.
   *
   * @default false
   */
  replaceTogether?: boolean;
}

/**
 * Static route that a group needs toward the customer. Except for `name`, the fields have the same names as in
 * `MagicWanStaticRoute` of `@pulumi/cloudflare`.
 */
export interface GroupRoute {
  /** Name of the port or tunnel, followed by the prefix, such as `ewr 203.0.113.0/24`. It is unique in the group. */
  name: string;
  /** Prefix in CIDR notation. */
  prefix: string;
  /**
   * Your address on the session or tunnel. If the session declares a health check, the address is unknown until the
   * check is set.
   */
  nexthop: pulumi.Output<string>;
  /** Priority of the route. The lowest value wins. */
  priority: number;
  /** Description of the route, such as `203.0.113.0/24 over ewr`. */
  description: string;
}

/**
 * Arguments of {@link InterconnectGroup.routerConfig}. The group supplies addresses, MTU, ASN, MD5 keys, prefixes,
 * steering, hold time, graceful restart, MSS and health checks.
 */
export interface GroupRouterConfigArgs
  extends Pick<
    RouterConfigArgs,
    | "platform"
    | "standalone"
    | "vrf"
    | "routerId"
    | "routerAsn"
    | "maxPrefixes"
    | "allowOwnAsn"
    | "hideKeys"
  > {
  /** Name of the router, as in `customer.router` of its ports. */
  router: string;
  /** Interface of the router for each of its ports, by the name of the port, such as `{ ewr: "eth1" }`. */
  interfaces: Readonly<Record<string, string>>;
  /**
   * Prefixes that the router accepts from Cloudflare, for sessions with BGP.
   *
   * @default the `extraPrefixes` of the sessions; none with `useCase: "magic-transit-dsr"`
   */
  accept?: RouterConfigArgs["accept"];
  /**
   * Prefixes that the router reaches through Cloudflare, such as `0.0.0.0/0`, for sessions without BGP. Required unless
   * `useCase` is `"magic-transit-dsr"`.
   *
   * @default none with `useCase: "magic-transit-dsr"`, because replies leave over the Internet providers
   */
  routes?: readonly string[];
  /** Names of ports whose sessions are drained for planned work. Requires BGP. */
  drain?: readonly string[];
  /**
   * CNI settings of the account, such as the result of `getCniSettings()`, for sessions with BGP. Conflicts with
   * `settings` of the group.
   *
   * @default `settings` of the group; without them, Cloudflare's ASN is 13335
   */
  settings?: pulumi.Input<NonNullable<RouterConfigArgs["settings"]>>;
}
