import * as pulumi from "@pulumi/pulumi";
import { BgpMode } from "../domain/values";
import type { CniBgpSession } from "../program/cni-bgp-session";
import type { MagicInterconnect } from "../program/magic-interconnect";
import { priorityOf } from "../topology/preference";
import type { GroupRoute, InterconnectGroupArgs } from "./args";
import { mergeBgp, sessionArgsOf } from "./description";

/** Lists the static routes of the sessions without BGP. */
export function listRoutes(
  group: InterconnectGroupArgs,
  sessions: Readonly<Record<string, CniBgpSession>>,
  watched: Readonly<Record<string, MagicInterconnect>>,
): GroupRoute[] {
  return Object.entries(sessions).flatMap(([port, { customerIp }]) => {
    const args = sessionArgsOf(group, port);
    const advertiseOnly = args.bgpMode === BgpMode.AdvertiseOnly;
    if (mergeBgp(group, args) !== undefined && !advertiseOnly) return [];
    // The route of a session that no probe watches yet would attract traffic to a dead link.
    const nexthop = pulumi
      .all([customerIp, watched[port]?.id])
      .apply(([address]) => address.replace(/\/.*/, ""));
    const { steering, routePriority, prefixes = [] } = args;
    const priority = priorityOf({ steering, routePriority });
    return prefixes.map((prefix) => ({
      name: `${port} ${prefix}`,
      prefix,
      nexthop,
      priority,
      description: `${prefix} over ${port}`,
    }));
  });
}
