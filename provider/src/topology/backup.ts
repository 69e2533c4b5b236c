/** Backup: the path that carries the traffic if all interconnects fail. */

import type { Backup, BackupTunnel } from "./design";
import { isProbed, priorityIfDown } from "./health-check";
import { priorityOf } from "./preference";
import type { Destination } from "./traffic";

export function hasBackup(backup: Backup | undefined): backup is Exclude<Backup, { kind: "none" }> {
  return backup !== undefined && backup.kind !== "none";
}

export function nameOfBackup({ name, kind }: Exclude<Backup, { kind: "none" }>): string {
  return name ?? kind;
}

/**
 * Returns the tunnels of a backup. If the program declares no tunnels, the backup itself counts as one. Returns an
 * empty list for a backup without a tunnel.
 */
export function tunnelsOfBackup(backup: Backup | undefined): readonly BackupTunnel[] {
  if (backup?.kind !== "tunnel") return [];
  const { tunnels } = backup;
  // A missing value is null in a stack's state.
  return tunnels?.length ? tunnels : [{ ...backup, name: nameOfBackup(backup) }];
}

/** Returns the capacity of a backup in Gbps per direction, or `undefined` if it is unknown. */
export function capacityOfBackup(backup: Exclude<Backup, { kind: "none" }>): number | undefined {
  if (typeof backup.capacity === "number") return backup.capacity;
  const capacities = (backup.tunnels ?? []).map(({ capacity }) => capacity);
  const known = capacities.filter((capacity) => typeof capacity === "number");
  if (known.length === 0 || known.length < capacities.length) return undefined;
  return known.reduce((sum, capacity) => sum + capacity, 0);
}

/**
 * Whether the backup takes over the traffic to these prefixes. A tunnel takes over only if health checks rank the dead
 * static routes behind its own routes. An Internet path takes over only prefixes that no session reaches.
 */
export function reachesBackup(
  { sessions, stuckOn, hidden }: Destination,
  backup: Backup | undefined,
): boolean {
  if (!hasBackup(backup)) return false;
  if (backup.kind !== "tunnel") return sessions.length === 0 && hidden === "none";
  const priority = priorityOfTunnels(backup);
  return stuckOn.every((session) => isProbed(session) && priorityIfDown(session) > priority);
}

/** Returns the priority of the preferred tunnel of a backup, or infinity without a tunnel. */
export function priorityOfTunnels(backup: Backup | undefined): number {
  return Math.min(...tunnelsOfBackup(backup).map(priorityOf));
}
