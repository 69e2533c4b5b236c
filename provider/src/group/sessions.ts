/** Sessions of a design, with the health checks that Magic has for them. */

import type { GetMagicInterconnectResult } from "../program/lookups/magic-interconnects";
import type { Session } from "../topology/design";
import { listedHealthCheck } from "../topology/health-check";
import type { Description } from "./description";

/** Builds the sessions. A check that the program does not declare is the one that Magic lists, if any. */
export function buildSessions(
  { sessions }: Pick<Description, "sessions">,
  listed: readonly GetMagicInterconnectResult[],
): Session[] {
  return sessions.map(({ conduit, ...session }) => ({
    ...session,
    healthCheck: session.healthCheck ?? listedHealthCheck(conduit, listed),
  }));
}
