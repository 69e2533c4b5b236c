/** Phrases that the pictures share. */

import { formatGbps } from "../domain/speed";
import { counted } from "../domain/text";
import type { Backup, Capacity, Port, Session } from "../topology";
import { capacityOfBackup } from "../topology/backup";
import type { CapacityRange } from "../topology/capacity";

export function gbps(rate: number | undefined): string {
  return rate === undefined ? "speed unknown" : formatGbps(rate);
}

/** Certain rate, marked with ≥ if it may be higher. */
export function rateIn({ least, most }: CapacityRange, direction: keyof Capacity): string {
  return `${least[direction] === most[direction] ? "" : "≥ "}${gbps(least[direction])}`;
}

/** Total of the known speeds, marked with ≥ if some are unknown. */
export function speedOfAll(ports: readonly Port[]): string {
  const known = ports.flatMap(({ speed }) => speed ?? []);
  if (known.length === 0) return gbps(undefined);
  const total = gbps(known.reduce((sum, speed) => sum + speed, 0));
  return known.length < ports.length ? `≥ ${total}` : total;
}

export function describePorts(ports: readonly Port[]): string {
  return `${counted(ports.length, "port")} · ${speedOfAll(ports)}`;
}

/** Number and speed of the ports, or how much of it works if link states are known, such as `30 of 40 Gbps working`. */
export function describeWorking(ports: readonly Port[]): string {
  if (!ports.some(({ state }) => state)) return describePorts(ports);
  const working = ports.filter(({ state }) => state === "Healthy");
  if (ports.some(({ speed }) => speed === undefined)) {
    return `${working.length} of ${counted(ports.length, "port")} working`;
  }
  const speed = working.flatMap(({ speed }) => speed ?? []).reduce((sum, one) => sum + one, 0);
  return `${Number(speed.toFixed(3))} of ${speedOfAll(ports)} working`;
}

export function speedOf({ speed, dataplane }: Port): string {
  return dataplane === "v1" ? `${gbps(speed)} · v1` : gbps(speed);
}

const KINDS: Record<NonNullable<Port["kind"]>, string | undefined> = {
  direct: undefined,
  gcp_partner: "Google Cloud",
  partner: "partner",
  aws_dedicated: "AWS dedicated",
  aws_hosted: "AWS hosted",
};

/** Cloudflare's name of the port, and its kind unless it is direct. */
export function originOf({ interconnect, kind = "direct" }: Port): string {
  return [interconnect ?? "no interconnect yet", KINDS[kind]].filter(Boolean).join(" · ");
}

/** What decides the path of a session, such as `preference 200` or `primary`; `undefined` without either. */
export function describePreference({ localPreference, steering }: Session): string | undefined {
  // In a stack's state, an absent value is null.
  return localPreference ? `preference ${localPreference}` : (steering ?? undefined);
}

/** The customer's end of a port, such as `edge-1 · hall B`; `undefined` if it is unknown. */
export function describeEnd({ customer }: Port): string | undefined {
  if (!customer) return undefined;
  const { router, site, power, duct } = customer;
  return [router, site, power && `power ${power}`, duct && `duct ${duct}`]
    .filter(Boolean)
    .join(" · ");
}

export function describeBackup(backup: Backup | undefined): { name: string; more: string } {
  if (backup === undefined) return { name: "unknown", more: "not specified" };
  if (backup.kind === "none") return { name: "none", more: backup.reason };
  const over = backup.kind === "internet" ? "over the Internet" : "over a tunnel";
  const { name = backup.kind } = backup;
  const capacity = capacityOfBackup(backup);
  return { name, more: `${over}, ${capacity === undefined ? "capacity unknown" : gbps(capacity)}` };
}

/** The first names, and how many more there are. */
export function firstOf(names: readonly string[], most: number): string {
  const rest = names.length - most;
  return [...names.slice(0, most), ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}
