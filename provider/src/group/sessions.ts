/** Sessions of a design, with their health checks in Magic. */

import type { GetMagicInterconnectResult } from "../program/lookups/magic-interconnects";
import type { Session } from "../topology/design";
import { listedHealthCheck } from "../topology/health-check";
import type { Description } from "./description";

/**
 * Builds the sessions. If the program does not declare a health check, this uses the check that Magic lists for the
 * session.
 */
export function buildSessions(
  { sessions }: Pick<Description, "sessions">,
  listed: readonly GetMagicInterconnectResult[],
): Session[] {
  return sessions.map(({ conduit, ...session }) => ({
    ...session,
    healthCheck: session.healthCheck ?? listedHealthCheck(conduit, listed),
  }));
}
