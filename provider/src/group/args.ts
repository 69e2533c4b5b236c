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
   * What the session is for, in both directions: `primary` or `share` carry the traffic, `secondary` takes over if they
   * are down, and `standby` is the last resort. Toward you, it stands for route priority 50, 150 or 501,000 (static
   * routes) or the community that sets it (BGP, which your router must announce); toward Cloudflare, for local preference
   * 200, 150 or 50 on your routers. `localPreference`, `routePriority` and `communities` take precedence.
   *
   * @default none: local preference 100 and priority 100
   */
  steering?: Steering;
  /**
   * Health check of this session. Its fields take precedence over those of the group. The group sets them with a
   * {@link MagicInterconnect} once the session exists.
   *
   * @default the health check of the group; without either, the group reads the check and does not change it
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
   * Seconds in which your router withdraws a static route to Cloudflare if the far end does not answer (object tracking).
   *
   * @default never
   */
  trackedWithin?: number;
  /** Local preference of your routers for routes learned over this session. The highest value wins. */
  localPreference?: number;
  /** Priority of the static routes toward this session. The lowest value wins. Not for BGP. */
  routePriority?: number;
  /**
   * BGP communities with which your routers announce the routes of this session, such as `13335:60050`. They set the
   * priority of the routes: 10 (`13335:60010`), 50 (`13335:60050`), 150 (`13335:60150`), 200 (`13335:60200`), 501,000
   * (`13335:60901`) or 1,001,000 (`13335:60902`). If there are several, the lowest priority wins. Only for BGP.
   *
   * @default none, which is priority 100
   */
  communities?: readonly string[];
  /**
   * Number of times that your routers prepend their own ASN to the AS path. Each adds 10 to the priority. Only for BGP.
   *
   * @default 0
   */
  prepends?: number;
  /** Prefixes that this session reaches, in CIDR notation such as `203.0.113.0/24`. */
  prefixes?: readonly string[];
  /** Maximum segment size (MSS) in bytes that your routers clamp TCP to. Dataplane v2 needs no clamp. */
  mss?: number;
}

/** Tunnel of a group's backup. */
export interface GroupBackupTunnel extends BackupTunnel {
  /**
   * Your address inside the tunnel. If set, the group's `routes` contain a static route over this tunnel for each
   * prefix of the group, with `routePriority`.
   *
   * @default no routes
   */
  nexthop?: pulumi.Input<string>;
  /** @default 700,000 with `nexthop`: after every session that is up */
  routePriority?: number;
}

/** Backup of a group, whose tunnels may be declared in the same program. */
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
  /** Session on the port; `false` for none. */
  session?: GroupSessionArgs | false;
  /**
   * Readiness gate that the session waits for; `false` creates the session at once.
   *
   * @default the gate of the group
   */
  ready?: Omit<InterconnectReadyArgs, "interconnect" | "accountId"> | false;
  /** Length of the fibre from your equipment to the port, in kilometres. */
  distanceKm?: number;
  /**
   * Customer end of the port: the router and, optionally, its site, power feed and fibre duct. Ports whose ends share a
   * name fail together. Its `port`, `cage`, `panel` and `panelPort` say where the cross-connect ends, for its order.
   *
   * @default unknown
   */
  customer?: CustomerEnd;
}

/** A port of a group. Exactly one of `slotId`, `slot` and `pairingKey` is required. */
export type GroupPortArgs = GroupPortBaseArgs & InterconnectOrderArgs;

/** Arguments of {@link InterconnectGroup}. */
export interface InterconnectGroupArgs {
  /**
   * Account of all resources in the group, 32 hexadecimal digits.
   *
   * @default `cloudflare:accountId` of the `Provider` or the stack, else `CLOUDFLARE_ACCOUNT_ID`
   */
  accountId?: pulumi.Input<string>;
  /**
   * Failure that the design must survive: `single` none, `device-diverse` a Cloudflare device, `site-diverse` a facility,
   * `site-and-device-diverse` a metro, with a spare device at each remaining facility. Each intent includes the preceding
   * ones.
   */
  intent: Intent;
  /**
   * Ports of the group by name. If the intent requires different devices, ports with `slot` avoid each
   * other's devices.
   */
  ports: Readonly<Record<string, GroupPortArgs>>;
  /**
   * Traffic in Gbps that must get through under every single failure.
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
  /** Path that remains if every port fails. Cloudflare requires a backup, so `kind: "none"` needs a reason. */
  backup?: GroupBackup;
  /**
   * Maximum TCP segment size in bytes to which your routers clamp on the ports to your Internet providers, where replies
   * leave under direct server return. At most 1436 if traffic arrives over GRE or IPsec.
   *
   * @default unknown
   */
  transitMss?: number;
  /** Names of ports in order of preference, if one is a standby for another. */
  order?: readonly string[];
  /**
   * Notification policies that announce maintenance: `NotificationPolicy` resources of `@pulumi/cloudflare`, or their alert
   * types and airport codes. Dataplane v2 needs both alert types.
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
   * Longest outage that is acceptable under any single failure, in either direction, such as `"30s"`.
   *
   * @default not checked
   */
  maxOutage?: string;
  /** Assumed values for `maxOutage` that nobody publishes. */
  assumptions?: Assumptions;
  /**
   * Whether a stateful firewall is in the path, so that each connection must use the same site in both directions.
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
   * Readiness gate that every session waits for; `false` creates the sessions at once.
   *
   * @default a gate with the defaults of {@link InterconnectReady}
   */
  ready?: Omit<InterconnectReadyArgs, "interconnect" | "accountId"> | false;
  /** CNI settings of the account. Only one group or resource of an account may declare them. */
  settings?: Omit<CniSettingsArgs, "accountId">;
  /**
   * Reaction if the design does not achieve the intent, or if a blocker is an error. `error` fails the run, before
   * anything is ordered if the problem is known by then. `warn` continues with a warning for each blocker.
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
 * Static route that a group needs toward the customer. Apart from `name`, the fields are named as in
 * `MagicWanStaticRoute` of `@pulumi/cloudflare`.
 */
export interface GroupRoute {
  /** Name of the port or tunnel and the prefix, such as `ewr 203.0.113.0/24`: unique in the group. */
  name: string;
  /** Prefix in CIDR notation. */
  prefix: string;
  /** Your address on the session or tunnel. If the session declares a health check, known once the check is set. */
  nexthop: pulumi.Output<string>;
  /** Priority. The lowest value wins. */
  priority: number;
  /** Such as `203.0.113.0/24 over ewr`. */
  description: string;
}

/**
 * Arguments of {@link InterconnectGroup.routerConfig}. Addresses, MTU, ASN, MD5 keys, prefixes, steering, hold time,
 * graceful restart, MSS and health checks come from the group.
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
  /** Name of the router: `customer.router` of its ports. */
  router: string;
  /** Interface of the router by the name of the port that it ends on, such as `{ ewr: "eth1" }`. */
  interfaces: Readonly<Record<string, string>>;
  /**
   * Prefixes that the router accepts from Cloudflare, for sessions with BGP.
   *
   * @default the `extraPrefixes` of the sessions; none with `useCase: "magic-transit-dsr"`
   */
  accept?: RouterConfigArgs["accept"];
  /**
   * Prefixes that the router reaches through Cloudflare, such as `0.0.0.0/0`, for sessions without BGP. Required, except
   * with `useCase: "magic-transit-dsr"`.
   *
   * @default none with `useCase: "magic-transit-dsr"`, because replies leave over the Internet providers
   */
  routes?: readonly string[];
  /** Names of ports whose sessions are being drained for planned work. Only for BGP. */
  drain?: readonly string[];
  /**
   * CNI settings of the account, such as the result of `getCniSettings()`, for sessions with BGP. Conflicts with
   * `settings` of the group.
   *
   * @default `settings` of the group; without them, Cloudflare's ASN is 13335
   */
  settings?: pulumi.Input<NonNullable<RouterConfigArgs["settings"]>>;
}
