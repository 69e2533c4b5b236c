/** Sessions of a design, with the health checks that Magic has for them. */

import type { GetMagicInterconnectResult } from "../program/lookups/magic-interconnects";
import type { HealthCheck, Session } from "../topology/design";
import type { DescribedSession, Description } from "./description";

/** Builds the sessions. A check that the program does not declare is the one that Magic lists, if any. */
export function buildSessions(
  { sessions }: Pick<Description, "sessions">,
  listed: readonly GetMagicInterconnectResult[],
): Session[] {
  return sessions.map(({ conduit, ...session }) => ({
    ...session,
    healthCheck: session.healthCheck ?? findCheck(conduit, listed),
  }));
}

function findCheck(
  conduit: DescribedSession["conduit"],
  listed: readonly GetMagicInterconnectResult[],
): HealthCheck | undefined {
  const check = listed.find(({ name }) => name === conduit)?.healthCheck;
  return check && { enabled: check.enabled };
}
