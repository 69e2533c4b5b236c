import type * as pulumi from "@pulumi/pulumi";
import type { MaintenanceNotification, OnFailure, UseCase } from "../domain/values";
import type { BgpArgs, CniBgpSessionArgs, MagicArgs } from "../program/cni-bgp-session";
import type { CniSettingsArgs } from "../program/cni-settings";
import type { InterconnectBaseArgs, InterconnectOrderArgs } from "../program/interconnect";
import type { InterconnectReadyArgs } from "../program/interconnect-ready";
import type { Backup, Demand, Intent } from "../topology/design";

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
  /** Local preference of your routers for routes learned over this session. The highest value wins. */
  localPreference?: number;
  /** Priority of the static routes towards this session. The lowest value wins. Not for BGP. */
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
   * Number of additional own ASNs that your routers prepend to the AS path. Each adds 10 to the priority. Only for BGP.
   *
   * @default 0
   */
  prepends?: number;
  /** Prefixes that are reached over this session, in CIDR notation such as `203.0.113.0/24`. */
  prefixes?: readonly string[];
  /** Maximum segment size (MSS) in bytes that your routers clamp TCP to. Dataplane v2 needs no clamp. */
  mss?: number;
}

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
  backup?: Backup;
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
