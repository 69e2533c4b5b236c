/** Health checks of a group's sessions. The group sets the checks that the program declares and reads the others. */

import * as pulumi from "@pulumi/pulumi";
import type { CniBgpSession } from "../program/cni-bgp-session";
import {
  type GetMagicInterconnectResult,
  getMagicInterconnects,
} from "../program/lookups/magic-interconnects";
import { MagicInterconnect } from "../program/magic-interconnect";
import type { InterconnectGroupArgs } from "./args";
import { healthCheckOf } from "./description";

/** Sets the health checks that the program declares. */
export function watchSessions(
  name: string,
  group: InterconnectGroupArgs,
  sessions: Readonly<Record<string, CniBgpSession>>,
  options: pulumi.CustomResourceOptions,
): Record<string, MagicInterconnect> {
  const watched: Record<string, MagicInterconnect> = {};
  for (const [port, session] of Object.entries(sessions)) {
    const healthCheck = healthCheckOf(group, port);
    if (healthCheck === undefined) continue;
    const args = { session, accountId: group.accountId, healthCheck };
    watched[port] = new MagicInterconnect(`${name}-${port}`, args, options);
  }
  return watched;
}

/**
 * Reads the health checks from Magic if the program does not declare all of them. If the token has no permission to
 * read them, they are unknown.
 */
export function readHealthChecks(
  group: InterconnectGroupArgs,
  options: pulumi.InvokeOptions,
): pulumi.Output<GetMagicInterconnectResult[]> {
  const isDeclared = Object.entries(group.ports).every(
    ([port, { session }]) => session === false || healthCheckOf(group, port) !== undefined,
  );
  if (isDeclared) return pulumi.output([]);
  return pulumi.output(group.accountId).apply((accountId) =>
    getMagicInterconnects({ accountId }, options).then(
      ({ interconnects }) => interconnects,
      () => [],
    ),
  );
}
