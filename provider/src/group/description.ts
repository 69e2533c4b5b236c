/** What a program says of a group's design, without its secrets. */
import * as pulumi from "@pulumi/pulumi";
import type { SlotArgs } from "../program/interconnect";
import type { Design, Session } from "../topology/design";
import type { GroupPortArgs, GroupSessionArgs, InterconnectGroupArgs } from "./args";

/** A port as declared; how its slot is found is told by one of the first three. */
export interface DescribedPort {
  name: string;
  slotId?: string;
  slot?: DescribedSlot;
  isGoogle: boolean;
  speed?: string;
  distanceKm?: number;
}

/** What the slot must be like, beside the devices that it must not be on. */
export interface DescribedSlot {
  facility?: string;
  site?: string;
  metro?: string;
  speed?: string;
}

/** A design with ports that are not placed yet. */
export interface Description extends Omit<Design, "ports"> {
  ports: readonly DescribedPort[];
}

/** Known once everything in it is; never secret, since nothing in it is. */
export function describeGroup(
  name: string,
  args: InterconnectGroupArgs,
): pulumi.Output<Description> {
  const { intent, demand, backup, order, maintenanceNotification = false } = args;
  const ports = Object.entries(args.ports);
  const sessions = ports.flatMap(([port, { session = {} }]) =>
    session === false ? [] : [describeSession(port, session, args)],
  );
  return pulumi.unsecret(
    pulumi.output({
      name,
      intent,
      demand,
      backup,
      order,
      maintenanceNotification: maintenanceNotification !== false,
      ports: ports.map(([port, declared]) => describePort(port, declared)),
      sessions,
    }),
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
  });
}

/** Ports to avoid are left out: that a device is another one is seen to where it is chosen. */
function describeSlot({ facility, site, metro, speed = "10G" }: SlotArgs) {
  return { facility, site, metro, speed };
}

export function isPlainSlot(slot: GroupPortArgs["slot"]): slot is SlotArgs {
  return typeof slot === "object" && !pulumi.Output.isInstance(slot) && !(slot instanceof Promise);
}

function describeSession(
  name: string,
  session: GroupSessionArgs,
  group: InterconnectGroupArgs,
): pulumi.Output<Session> {
  const { localPreference, routePriority, prefixes, mss } = session;
  const bgp = mergeBgp(group, session);
  return pulumi.output({
    name,
    port: name,
    mtu: session.magic?.mtu ?? group.magic?.mtu ?? 1500,
    bgp: bgp !== undefined,
    customerAsn: bgp?.customerAsn,
    // The key itself has no place in a design.
    md5: bgp?.md5Key !== undefined,
    localPreference,
    routePriority,
    prefixes,
    mss,
  });
}

/** The BGP of a session: the group's with the port's over it. */
export function mergeBgp(group: InterconnectGroupArgs, { bgp }: GroupSessionArgs) {
  if (group.bgp !== undefined) return { ...group.bgp, ...bgp };
  const { customerAsn, ...rest } = bgp ?? {};
  return customerAsn === undefined ? undefined : { customerAsn, ...rest };
}
