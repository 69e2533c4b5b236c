import * as pulumi from "@pulumi/pulumi";
import { distinct } from "../domain/distinct";
import { BgpMode } from "../domain/values";
import type { CniBgpSession } from "../program/cni-bgp-session";
import type { MagicInterconnect } from "../program/magic-interconnect";
import { learnsByBgp, priorityOf } from "../topology/preference";
import type { GroupRoute, InterconnectGroupArgs } from "./args";
import { mergeBgp, routePriorityOf, sessionArgsOf } from "./description";

/** Lists the static routes of the sessions without BGP and of the tunnels in the backup. */
export function listRoutes(
  group: InterconnectGroupArgs,
  sessions: Readonly<Record<string, CniBgpSession>>,
  watched: Readonly<Record<string, MagicInterconnect>>,
): GroupRoute[] {
  return [...routesOfSessions(group, sessions, watched), ...routesOfBackup(group)];
}

function routesOfSessions(
  group: InterconnectGroupArgs,
  sessions: Readonly<Record<string, CniBgpSession>>,
  watched: Readonly<Record<string, MagicInterconnect>>,
): GroupRoute[] {
  return Object.entries(sessions).flatMap(([port, { customerIp }]) => {
    const args = sessionArgsOf(group, port);
    const bgp = mergeBgp(group, args) !== undefined;
    if (learnsByBgp({ bgp, advertiseOnly: args.bgpMode === BgpMode.AdvertiseOnly })) return [];
    // A route must not exist before a probe monitors its session, because it would attract traffic to a dead link.
    const nexthop = pulumi
      .all([customerIp, watched[port]?.id])
      .apply(([address]) => address.replace(/\/.*/, ""));
    const { steering, routePriority, prefixes = [] } = args;
    const priority = priorityOf({ steering, routePriority });
    return prefixes.map((prefix) => routeOver(port, prefix, nexthop, priority));
  });
}

/** Returns the routes of the backup, which carries all prefixes of the group. */
function routesOfBackup(group: InterconnectGroupArgs): GroupRoute[] {
  const { backup } = group;
  if (backup === undefined || backup.kind === "none") return [];
  const prefixes = distinct(
    Object.keys(group.ports).flatMap((port) => sessionArgsOf(group, port).prefixes ?? []),
  );
  return (backup.tunnels ?? []).flatMap((tunnel) => {
    const { name, nexthop, bgp } = tunnel;
    if (nexthop === undefined || bgp) return [];
    const priority = routePriorityOf(tunnel);
    return prefixes.map((prefix) => routeOver(name, prefix, pulumi.output(nexthop), priority));
  });
}

function routeOver(
  path: string,
  prefix: string,
  nexthop: pulumi.Output<string>,
  priority: number,
): GroupRoute {
  return {
    name: `${path} ${prefix}`,
    prefix,
    nexthop,
    priority,
    description: `${prefix} over ${path}`,
  };
}
