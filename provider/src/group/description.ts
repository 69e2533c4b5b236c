/** Describes a group's design as declared by the program, without secrets. */
import * as pulumi from "@pulumi/pulumi";
import { BACKUP_ROUTE_PRIORITY } from "../domain/steering";
import { BgpMode, MaintenanceAlert, type MaintenanceNotification } from "../domain/values";
import type { SlotArgs } from "../program/interconnect";
import type { HealthCheckArgs } from "../program/magic-interconnect";
import { UserError } from "../program/user-error";
import type { Backup, CustomerEnd, Design, Session } from "../topology/design";
import type {
  GroupBackupTunnel,
  GroupPortArgs,
  GroupSessionArgs,
  InterconnectGroupArgs,
  NotificationPolicy,
} from "./args";

/** Declared port. It has at most one of `slotId`, `slot` and `isGoogle`. */
export interface DescribedPort {
  name: string;
  slotId?: string;
  slot?: DescribedSlot;
  isGoogle: boolean;
  speed?: string;
  distanceKm?: number;
  customer?: CustomerEnd;
}

/** Requirements for a slot, without the devices to avoid. */
export interface DescribedSlot {
  facility?: string;
  site?: string;
  metro?: string;
  speed?: string;
}

/** Session with the name under which Magic lists it. */
export interface DescribedSession extends Session {
  conduit: string;
}

/** Design whose ports have no location yet. */
export interface Description extends Omit<Design, "ports" | "sessions"> {
  ports: readonly DescribedPort[];
  sessions: readonly DescribedSession[];
}

/** Describes a group. The returned output is not a secret, and is known once all values of the group are known. */
export function describeGroup(
  name: string,
  args: InterconnectGroupArgs,
): pulumi.Output<Description> {
  const { intent, demand, useCase, backup, transitMss, order, maintenanceNotification = [] } = args;
  const { maxOutage, assumptions, availability, statefulFirewall } = args;
  const ports = Object.entries(args.ports);
  const sessions = ports.flatMap(([port, { session = {} }]) =>
    session === false ? [] : [describeSession(name, port, session, args)],
  );
  return pulumi.unsecret(
    pulumi.output({
      name,
      intent,
      demand,
      useCase,
      backup: describeBackup(backup),
      transitMss,
      maxOutage,
      assumptions,
      availability,
      statefulFirewall,
      order,
      maintenanceNotification: maintenanceNotification.map(describePolicy),
      ports: ports.map(([port, declared]) => describePort(port, declared)),
      sessions,
    }),
  );
}

/** Describes the backup without its next hops. Only the routes need them. */
function describeBackup(backup: InterconnectGroupArgs["backup"]): Backup | undefined {
  if (backup === undefined || backup.kind === "none" || backup.tunnels === undefined) return backup;
  return {
    ...backup,
    tunnels: backup.tunnels.map(({ nexthop, ...tunnel }) => ({
      ...tunnel,
      routePriority: nexthop === undefined ? tunnel.routePriority : routePriorityOf(tunnel),
    })),
  };
}

function describePolicy(
  policy: NotificationPolicy | MaintenanceNotification,
): pulumi.Output<MaintenanceNotification> {
  if (!pulumi.Resource.isInstance(policy)) return pulumi.output(policy);
  return pulumi
    .output([policy.alertType, policy.filters] as const)
    .apply(([alertType, filters]) => ({
      alertType: toMaintenanceAlert(alertType),
      airportCodes: filters?.airportCodes,
    }));
}

function toMaintenanceAlert(alertType: string): MaintenanceAlert {
  const known = Object.values(MaintenanceAlert).find((one) => one === alertType);
  if (known !== undefined) return known;
  throw new UserError(
    `maintenanceNotification: alert type "${alertType}" is not a maintenance alert. Use one of ${Object.values(MaintenanceAlert).join(", ")}.`,
  );
}

function describePort(name: string, port: GroupPortArgs): pulumi.Output<DescribedPort> {
  const slot = isPlainSlot(port.slot)
    ? describeSlot(port.slot)
    : pulumi.output(port.slot).apply((known) => known && describeSlot(known));
  const isGoogle = port.pairingKey !== undefined;
  const speed = isGoogle ? port.bandwidth : port.speed;
  return pulumi.output({
    name,
    slotId: port.slotId,
    slot,
    isGoogle,
    speed,
    distanceKm: port.distanceKm,
    customer: port.customer,
  });
}

/** Describes the requirement without the devices to avoid, because the order handles them. */
function describeSlot({ facility, site, metro, speed = "10G" }: SlotArgs) {
  return { facility, site, metro, speed };
}

export function isPlainSlot(slot: GroupPortArgs["slot"]): slot is SlotArgs {
  return typeof slot === "object" && !pulumi.Output.isInstance(slot) && !(slot instanceof Promise);
}

function describeSession(
  groupName: string,
  name: string,
  session: GroupSessionArgs,
  group: InterconnectGroupArgs,
): pulumi.Output<DescribedSession> {
  const { steering, holdTime, gracefulRestart, trackedWithin } = session;
  const { localPreference, routePriority, communities, prepends, prefixes, mss } = session;
  const bgp = mergeBgp(group, session);
  return pulumi.output({
    name,
    port: name,
    conduit: session.magic?.conduitName ?? conduitNameOf(groupName, name),
    mtu: mtuOf(group, session),
    bgp: bgp !== undefined,
    advertiseOnly: isAdvertiseOnly(session.bgpMode),
    customerAsn: bgp?.customerAsn,
    // A design must not contain the MD5 key.
    md5: bgp?.md5Key !== undefined,
    healthCheck: healthCheckOf(group, name),
    steering,
    holdTime,
    gracefulRestart,
    trackedWithin,
    localPreference,
    routePriority,
    communities,
    prepends,
    prefixes,
    mss,
  });
}

/** Whether Cloudflare learns no routes. Returns `undefined` for the default, so that designs remain short. */
function isAdvertiseOnly(mode: GroupSessionArgs["bgpMode"]): pulumi.Output<true | undefined> {
  return pulumi.output(mode).apply((known) => (known === BgpMode.AdvertiseOnly ? true : undefined));
}

export function mtuOf(
  group: InterconnectGroupArgs,
  { magic }: GroupSessionArgs,
): pulumi.Input<number> {
  return magic?.mtu ?? group.magic?.mtu ?? 1500;
}

/** Merges the BGP settings of a group and a session. Those of the session take precedence. */
export function mergeBgp(group: InterconnectGroupArgs, { bgp }: GroupSessionArgs) {
  if (group.bgp !== undefined) return { ...group.bgp, ...bgp };
  const { customerAsn, ...rest } = bgp ?? {};
  return customerAsn === undefined ? undefined : { customerAsn, ...rest };
}

/** Returns the priority of the routes over a tunnel whose next hop is declared. */
export function routePriorityOf({ routePriority }: GroupBackupTunnel): number {
  return routePriority ?? BACKUP_ROUTE_PRIORITY;
}

/**
 * Returns the health check that a group declares for the session on a port. The fields of the session take precedence.
 */
export function healthCheckOf(
  group: InterconnectGroupArgs,
  port: string,
): HealthCheckArgs | undefined {
  const { healthCheck } = sessionArgsOf(group, port);
  if (group.healthCheck === undefined && healthCheck === undefined) return undefined;
  return { ...group.healthCheck, ...healthCheck };
}

export function conduitNameOf(group: string, port: string): string {
  return `${group}-${port}`;
}

/** Returns the arguments of the session on a port, or an empty object if the program omits them. */
export function sessionArgsOf(group: InterconnectGroupArgs, port: string): GroupSessionArgs {
  const { session } = group.ports[port] ?? {};
  return session || {};
}
