/** The path that carries the traffic if every interconnect is lost. */

import type { Backup } from "./design";
import { isProbed } from "./health-check";
import type { Destination } from "./traffic";

export function hasBackup(backup: Backup | undefined): backup is Exclude<Backup, { kind: "none" }> {
  return backup !== undefined && backup.kind !== "none";
}

export function nameOfBackup({ name, kind }: Exclude<Backup, { kind: "none" }>): string {
  return name ?? kind;
}

/**
 * Whether the backup takes over the traffic to these prefixes. The route of a tunnel comes after a dead static route that
 * no health check penalizes; an Internet path takes over only what no session reaches.
 */
export function reachesBackup(
  { sessions, stuckOn, isHidden }: Destination,
  backup: Backup | undefined,
): boolean {
  if (!hasBackup(backup)) return false;
  if (backup.kind === "tunnel") return stuckOn.every(isProbed);
  return sessions.length === 0 && !isHidden;
}
