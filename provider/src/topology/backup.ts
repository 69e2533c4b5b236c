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

/** Whether the backup takes over: not while Cloudflare still sends the traffic to a dead session that no probe watches. */
export function reachesBackup({ stuckOn }: Destination, backup: Backup | undefined): boolean {
  return hasBackup(backup) && stuckOn.every(isProbed);
}
