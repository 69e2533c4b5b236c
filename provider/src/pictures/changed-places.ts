/** Difference of two designs by place, the input of its pictures. */

import type { Design, DesignDiff, PartChange, Port, Session } from "../topology";
import { changeInWords } from "./change-words";
import type { Tone } from "./tone";
import { treeOf } from "./tree";
import { speedOf } from "./words";

export type ChangeKind = PartChange<unknown>["kind"];

export interface ChangedSession {
  kind: ChangeKind;
  name: string;
  /** What the session is, or what differs. */
  words: readonly string[];
}

export interface ChangedPort {
  /** A port is also `changed` if only its sessions are. */
  kind: ChangeKind;
  port: Port;
  words: readonly string[];
  /** Sessions that are not unchanged. */
  sessions: readonly ChangedSession[];
}

export interface ChangedFacility {
  title: string;
  /** Facility and metro in short, such as `Equinix NY1 · EWR`. */
  place: string;
  /** Ports that were added, changed or removed. */
  changed: readonly ChangedPort[];
  /** Unchanged ports, which the pictures fold into one line. */
  folded: readonly Port[];
}

export interface ChangedMetro {
  title: string;
  facilities: readonly ChangedFacility[];
}

export const SIGNS: Record<ChangeKind, string> = {
  added: "+",
  removed: "−",
  changed: "~",
  unchanged: " ",
};

export const KIND_TONES: Record<ChangeKind, Tone> = {
  added: "good",
  removed: "bad",
  changed: "poor",
  unchanged: "absent",
};

/** Puts each port where it is afterwards, and a removed one where it was. */
export function changedPlaces(after: Design, diff: DesignDiff): ChangedMetro[] {
  const changes = new Map(diff.ports.map((change) => [change.part.name, change]));
  const all = {
    ...after,
    ports: diff.ports.map(({ part }) => part),
    sessions: diff.sessions.map(({ part }) => part),
  };
  return treeOf(all).map(({ name: metro, city, facilities }) => ({
    title: [metro ?? "Metro unknown", city].filter(Boolean).join(" · "),
    facilities: facilities.map(({ name, sites, ports }) => {
      const rows = ports.flatMap(({ port }) => {
        const change = changes.get(port.name);
        return change ? [changedPort(change, diff.sessions)] : [];
      });
      return {
        place: [name ?? "facility unknown", metro ?? "metro unknown"].join(" · "),
        title: [name ?? "Facility unknown", sites.join(", ")].filter(Boolean).join(" · "),
        changed: rows.filter(({ kind }) => kind !== "unchanged"),
        folded: rows.flatMap(({ kind, port }) => (kind === "unchanged" ? [port] : [])),
      };
    }),
  }));
}

function changedPort(
  { kind, part, values }: PartChange<Port>,
  all: readonly PartChange<Session>[],
): ChangedPort {
  const own = all.filter((session) => session.part.port === part.name);
  // The sessions of an added or removed port share its fate.
  const sessions = own
    .filter((session) => session.kind !== "unchanged")
    .map(
      (session): ChangedSession => ({
        kind: session.kind,
        name: session.part.name,
        words:
          session.kind === "changed" ? session.values.map(changeInWords) : whatIs(session.part),
      }),
    );
  return {
    kind: kind === "unchanged" && sessions.length > 0 ? "changed" : kind,
    port: part,
    words: kind === "added" || kind === "removed" ? [speedOf(part)] : values.map(changeInWords),
    sessions,
  };
}

function whatIs({ customerIp, mtu }: Session): string[] {
  return [...(customerIp ? [customerIp] : []), ...(mtu === undefined ? [] : [`MTU ${mtu}`])];
}
