import * as pulumi from "@pulumi/pulumi";
import { GROUP_TYPE } from "../domain/resource-types";
import { OnFailure } from "../domain/values";
import { requireArgs } from "../program/by-reference";
import { CniBgpSession } from "../program/cni-bgp-session";
import { CniSettings } from "../program/cni-settings";
import { sameDoor } from "../program/door";
import { Interconnect, type InterconnectArgs, type SlotArgs } from "../program/interconnect";
import { InterconnectReady } from "../program/interconnect-ready";
import { getInterconnectsOutput } from "../program/lookups/interconnects";
import { getSlotsOutput } from "../program/lookups/slots";
import type { MagicInterconnect } from "../program/magic-interconnect";
import type { Structure } from "../topology/assessment";
import type { Blocker } from "../topology/blocker";
import type { Design, Intent } from "../topology/design";
import type { Capacity, Outage } from "../topology/failure";
import type { Scorecard } from "../topology/scorecard";
import type { GroupRoute, GroupRouterConfigArgs, InterconnectGroupArgs } from "./args";
import { checkGroupArgs } from "./check-args";
import { conduitNameOf, describeGroup, isPlainSlot, mergeBgp } from "./description";
import { readHealthChecks, watchSessions } from "./health-checks";
import { needsDistinctDevices } from "./intents";
import type { RoutedGroup } from "./routed-group";
import { configureRouter } from "./router-config";
import { listRoutes } from "./routes";

// The HA model is loaded only by programs with a group.
const loadJudge = (): typeof import("./judge") => require("./judge");

/** Capacity of a group in Gbps for each direction, both without failures and during the worst single failure. */
export interface GroupCapacity extends Capacity {
  /** Capacity in Gbps during the worst single failure. */
  worstCase: Capacity;
}

/**
 * Group of interconnects with their gates and sessions. Together, they survive the failure that `intent` names. Preview
 * checks the design before anything is ordered, and `up` checks it again with the actual locations of the ports. If the
 * design does not achieve its intent, the run fails and lists what is missing.
 *
 * Each child is named `<group>-<port>`. The options `protect` and `retainOnDelete` apply to all children.
 *
 * By default, an update fails if it would replace two ports of the group, because the ports protect each other. Set
 * `replaceTogether` to allow it.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as cni from "pulumi-cloudflare-cni";
 *
 * const transit = new cni.InterconnectGroup("transit", {
 *   intent: "site-diverse",
 *   demand: { toCustomer: 8, toCloudflare: 1 },
 *   backup: { kind: "internet", name: "two ISPs", capacity: 10 },
 *   maintenanceNotification: [
 *     { alertType: "cni_maintenance_notification" },
 *     { alertType: "maintenance_event_notification" },
 *   ],
 *   bgp: { customerAsn: 65010, md5Key: new pulumi.Config().requireSecret("md5Key") },
 *   order: ["ewr", "lax"],
 *   ports: {
 *     ewr: { slot: { facility: "Equinix NY1" }, session: { localPreference: 200 } },
 *     lax: { slot: { facility: "CoreSite LA1" }, session: { localPreference: 100 } },
 *   },
 * });
 * export const { scorecard, blockers, capacity } = transit;
 * ```
 */
export class InterconnectGroup extends pulumi.ComponentResource {
  /** Interconnects by port name. */
  readonly ports: Readonly<Record<string, Interconnect>>;
  /** Readiness gates by port name. */
  readonly gates: Readonly<Record<string, InterconnectReady>>;
  /** Sessions by port name. */
  readonly sessions: Readonly<Record<string, CniBgpSession>>;
  /** Routing settings of the sessions with a declared health check, by port name. */
  readonly magicInterconnects: Readonly<Record<string, MagicInterconnect>>;
  /** Summary of the design: diversity, capacity during the worst failure, outage, and what works now. */
  readonly scorecard: pulumi.Output<Scorecard>;
  /** Highest intent that the design achieves, or `none` without ports. */
  readonly configured: pulumi.Output<Intent | "none">;
  /** Highest intent that the ports with a `Healthy` link achieve, or `none` without such ports. */
  readonly operational: pulumi.Output<Intent | "none">;
  /** Findings that prevent the design from achieving its intent, and findings about risks. */
  readonly blockers: pulumi.Output<readonly Blocker[]>;
  /** Metros, facilities, devices and ports of the design. */
  readonly structure: pulumi.Output<Structure>;
  /** Capacity in Gbps of the sessions that carry the traffic. */
  readonly capacity: pulumi.Output<GroupCapacity>;
  /**
   * Longest outage caused by any single failure in each direction, both if the link goes down and if it fails silently.
   */
  readonly outage: pulumi.Output<Outage>;
  /**
   * Static routes toward you that the sessions without BGP need. Pass them to `MagicWanStaticRoute` of
   * `@pulumi/cloudflare`. They depend on the health checks that the group declares.
   */
  readonly routes: readonly GroupRoute[];
  /** Design with the actual locations of its ports, for `assess`, `diagram` and `rehearse`. */
  readonly design: pulumi.Output<Design>;
  private readonly routed: RoutedGroup;

  constructor(
    name: string,
    args: InterconnectGroupArgs,
    options: pulumi.ComponentResourceOptions = {},
  ) {
    super(GROUP_TYPE, name, {}, options);
    const { accountId, onUnmet = OnFailure.Error } = requireArgs(name, args);
    checkGroupArgs(name, args);
    const description = describeGroup(name, args);
    const judgeContext = { group: this, onUnmet, warned: new Set<string>() };

    const account = { accountId };
    const lookupOptions = sameDoor({ parent: this }, options);
    const needsSlots = Object.values(args.ports).some(({ pairingKey }) => pairingKey === undefined);
    const magicInterconnects = readHealthChecks(args, lookupOptions);
    const inventory = needsSlots
      ? pulumi.all([
          getSlotsOutput(account, lookupOptions).slots,
          getInterconnectsOutput(account, lookupOptions).interconnects,
          magicInterconnects,
        ])
      : pulumi.all([[], [], magicInterconnects]);
    const declared = pulumi
      .all([description, inventory])
      .apply(([known, [slots, interconnects, magicInterconnects]]) =>
        loadJudge().judgeDeclaredDesign(judgeContext, known, {
          slots,
          interconnects,
          magicInterconnects,
        }),
      );
    const replacementOrder = declared.apply((judgement) => judgement.replacementOrder);

    const { protect, retainOnDelete } = options;
    const childOptions = sameDoor(
      {
        parent: this,
        protect,
        retainOnDelete,
        // If the design is refused, nothing must be ordered.
        dependsOn: replacementOrder.apply((): pulumi.Resource[] => []),
      },
      options,
    );
    this.ports = orderPorts(name, args, replacementOrder, childOptions);
    const links = createSessions(name, args, this.ports, childOptions);
    this.gates = links.gates;
    this.sessions = links.sessions;
    this.magicInterconnects = watchSessions(name, args, this.sessions, childOptions);
    this.routes = listRoutes(args, this.sessions, this.magicInterconnects);
    this.routed = { name, args, sessions: this.sessions };
    if (args.settings !== undefined) {
      new CniSettings(name, { accountId, ...args.settings }, childOptions);
    }

    const actual = pulumi
      .all([
        description,
        collectPortOutputs(this.ports, this.gates),
        collectAddresses(this.sessions),
        magicInterconnects,
      ])
      .apply(([known, ports, sessions, magicInterconnects]) =>
        loadJudge().judgeActualDesign(judgeContext, known, ports, sessions, {
          magicInterconnects,
        }),
      );
    if (pulumi.runtime.isDryRun()) {
      declared.apply(({ summary }) => {
        void loadJudge().logSummaryOfChange(this, summary, actual);
      });
    }
    this.design = actual.apply(({ design }) => design);
    this.scorecard = actual.apply(({ scorecard }) => scorecard);
    this.configured = actual.apply(({ configured }) => configured);
    this.operational = actual.apply(({ operational }) => operational);
    this.blockers = actual.apply(({ blockers }) => blockers);
    this.structure = actual.apply(({ structure }) => structure);
    this.capacity = actual.apply(({ capacity, worstCase }) => ({ ...capacity, worstCase }));
    this.outage = actual.apply(({ worstOutage }) => worstOutage);
    this.registerOutputs({
      scorecard: this.scorecard,
      design: this.design,
      configured: this.configured,
      operational: this.operational,
      blockers: this.blockers,
      structure: this.structure,
      capacity: this.capacity,
      outage: this.outage,
    });
  }

  /**
   * Generates the configuration of one customer router for the sessions on its ports, like {@link routerConfig}. The
   * values come from the group, so that the configuration and the model agree.
   *
   * The text is a secret if it contains an MD5 key. It is unknown in preview until the sessions have their addresses.
   *
   * @example
   * ```ts
   * import * as cni from "pulumi-cloudflare-cni";
   *
   * const transit = new cni.InterconnectGroup("transit", {
   *   intent: "single",
   *   backup: { kind: "internet" },
   *   healthCheck: { enabled: true },
   *   ports: {
   *     ewr: {
   *       slot: { facility: "Equinix NY1" },
   *       customer: { router: "edge-1" },
   *       session: { trackedWithin: 5 },
   *     },
   *   },
   * });
   * export const edge1 = transit.routerConfig({
   *   router: "edge-1",
   *   platform: "junos",
   *   interfaces: { ewr: "et-0/0/0" },
   *   routes: ["0.0.0.0/0"],
   * });
   * ```
   *
   * @throws UserError with one line for each problem of the arguments. Each line contains the property, the value, the rule and advice.
   */
  routerConfig(args: GroupRouterConfigArgs): pulumi.Output<string> {
    return configureRouter(this.routed, args);
  }
}

/** Orders the ports. Each port avoids the devices of the ports that the program declares before it. */
function orderPorts(
  name: string,
  { intent, accountId, ports, replaceTogether = false }: InterconnectGroupArgs,
  replacementOrder: pulumi.Output<string[]>,
  options: pulumi.CustomResourceOptions,
): Record<string, Interconnect> {
  const ordered: Record<string, Interconnect> = {};
  for (const [port, { session, ready, distanceKm, customer, ...declared }] of Object.entries(
    ports,
  )) {
    const others = Object.entries(ordered)
      .filter(
        ([other]) => needsDistinctDevices(intent) && mayBeBeside(declared.slot, ports[other]?.slot),
      )
      .map(([, interconnect]) => interconnect);
    const placed =
      declared.slot === undefined
        ? declared
        : { ...declared, slot: withAvoidedDevices(declared.slot, others) };
    const args: InterconnectArgs & { __group: pulumi.Inputs } = {
      ...placed,
      accountId,
      __group: {
        ...{ name, port, order: replacementOrder, together: replaceTogether },
        // The order sheet needs these values before the links are up. The design becomes an output only afterwards.
        ...{ customer, distanceKm },
      },
    };
    ordered[port] = new Interconnect(`${name}-${port}`, args, options);
  }
  return ordered;
}

function createSessions(
  name: string,
  group: InterconnectGroupArgs,
  ports: Readonly<Record<string, Interconnect>>,
  options: pulumi.CustomResourceOptions,
) {
  const { accountId } = group;
  const gates: Record<string, InterconnectReady> = {};
  const sessions: Record<string, CniBgpSession> = {};
  for (const [port, interconnect] of Object.entries(ports)) {
    const { session = {}, ready = group.ready ?? {} } = group.ports[port] ?? {};
    if (session === false) continue;
    const fullName = `${name}-${port}`;
    const gate =
      ready === false
        ? undefined
        : new InterconnectReady(fullName, { ...ready, accountId, interconnect }, options);
    if (gate !== undefined) gates[port] = gate;
    const { magic, bgpMode, adopt } = session;
    sessions[port] = new CniBgpSession(
      fullName,
      {
        accountId,
        interconnect,
        magic: { conduitName: conduitNameOf(name, port), ...group.magic, ...magic },
        bgp: mergeBgp(group, session),
        bgpMode,
        adopt,
      },
      { ...options, dependsOn: gate },
    );
  }
  return { gates, sessions };
}

/** Whether two slots may be at the same location. If either location is unknown, they may be. */
function mayBeBeside(one: InterconnectArgs["slot"], other: InterconnectArgs["slot"]): boolean {
  if (!isPlainSlot(one) || !isPlainSlot(other)) return true;
  const differ = (key: "facility" | "site" | "metro") =>
    typeof one[key] === "string" && typeof other[key] === "string" && one[key] !== other[key];
  return !differ("facility") && !differ("site") && !differ("metro");
}

function withAvoidedDevices(
  slot: pulumi.Input<SlotArgs>,
  others: Interconnect[],
): pulumi.Input<SlotArgs> {
  if (others.length === 0) return slot;
  const also = (known: SlotArgs) => ({
    ...known,
    avoidDevices:
      known.avoidDevices === undefined
        ? others
        : pulumi.output(known.avoidDevices).apply((avoided) => [...avoided, ...others]),
  });
  return isPlainSlot(slot) ? also(slot) : pulumi.output(slot).apply((known) => also(known));
}

/**
 * Collects outputs of the ports. If a port has a gate, the status comes from the gate, because the gate reads it later.
 */
function collectPortOutputs(
  ports: Readonly<Record<string, Interconnect>>,
  gates: Readonly<Record<string, InterconnectReady>>,
) {
  return pulumi.output(
    mapValues(ports, (port, key) => {
      const { name, type, facility, site, device, speed } = port;
      // A port may have the same name as an inherited property, such as `constructor`.
      const { status } = (Object.hasOwn(gates, key) ? gates[key] : undefined) ?? port;
      return { name, type, facility, site, device, speed, status };
    }),
  );
}

function collectAddresses(sessions: Readonly<Record<string, CniBgpSession>>) {
  return pulumi.output(
    mapValues(sessions, ({ customerIp, cloudflareIp }) => ({ customerIp, cloudflareIp })),
  );
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  map: (value: T, key: string) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
