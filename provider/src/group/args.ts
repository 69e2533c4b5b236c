import type * as pulumi from "@pulumi/pulumi";
import type { OnFailure } from "../domain/values";
import type { BgpArgs, CniBgpSessionArgs, MagicArgs } from "../program/cni-bgp-session";
import type { CniSettingsArgs } from "../program/cni-settings";
import type { InterconnectBaseArgs, InterconnectOrderArgs } from "../program/interconnect";
import type { InterconnectReadyArgs } from "../program/interconnect-ready";
import type { Backup, Demand, Intent } from "../topology/design";

/** What a session of a group is beside its port: its own settings, and its part in the design. */
export interface GroupSessionArgs extends Pick<CniBgpSessionArgs, "bgpMode" | "adopt"> {
  /**
   * Over the group's.
   *
   * @default conduit name: the name of the group and of the port, joined by a dash
   */
  magic?: Partial<MagicArgs>;
  /** Over the group's. */
  bgp?: Partial<BgpArgs>;
  /** The customer's local preference for what is learnt here; higher wins. */
  localPreference?: number;
  /** Priority of the static routes towards this session; lower wins. */
  routePriority?: number;
  /** What is reached over this session, in CIDR notation, such as `203.0.113.0/24`. */
  prefixes?: readonly string[];
  /** Bytes that the customer clamps TCP to. */
  mss?: number;
}

/** Settings that every port of a group accepts, however it is ordered. */
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
   * Account of everything in the group, 32 hexadecimal digits.
   *
   * @default `cloudflare:accountId` of the stack, else `CLOUDFLARE_ACCOUNT_ID`
   */
  accountId?: pulumi.Input<string>;
  /**
   * What the ports are to survive: `single` nothing, `device-diverse` a Cloudflare device,
   * `site-diverse` a facility, `site-and-device-diverse` a metro with devices to spare at what is
   * left.
   */
  intent: Intent;
  /**
   * The ports by name, each by its slot, by what its slot must be like, or by a pairing key. Where
   * the intent asks for devices, ports by `slot` avoid each other's.
   */
  ports: Readonly<Record<string, GroupPortArgs>>;
  /** Gbps that have to get through whatever single thing fails. @default nothing is promised */
  demand?: Demand;
  /** The path that is left when every port is lost. Cloudflare requires one; leaving it out takes a reason. */
  backup?: Backup;
  /** Names of ports, the preferred one first, where one takes over from another. */
  order?: readonly string[];
  /** Whether somebody is told of maintenance: `true`, or the notification policy that does. */
  maintenanceNotification?: boolean | pulumi.Resource;
  /** Settings of every session. */
  magic?: Partial<Omit<MagicArgs, "conduitName">>;
  /** BGP of every session; left out, there is none. */
  bgp?: BgpArgs;
  /** The gate before every session; `false` for none. @default {@link InterconnectReady}'s own */
  ready?: Omit<InterconnectReadyArgs, "interconnect" | "accountId"> | false;
  /** The account's settings, where this group is the one that declares them. */
  settings?: Omit<CniSettingsArgs, "accountId">;
  /**
   * What happens where the design does not fulfil the intent or a blocker is an error. `error`: the
   * run fails, before anything is ordered as far as it can be known then. `warn`: a warning each.
   *
   * @default `"error"`
   */
  onUnmet?: OnFailure;
  /**
   * Whether one update may replace several ports, which protect each other.
   *
   * @default false
   */
  replaceTogether?: boolean;
}
