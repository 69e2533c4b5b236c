import { isOnPort, sameId } from "../../../domain/ids";
import type { AccountObjects } from "../../account-objects";
import { stateMark } from "../../marks";
import { type Output, plain } from "../../output";
import type { Stack } from "../../stack";

export interface Orphan {
  kind: "session" | "port";
  /** ID with which the object is deleted. */
  id: string;
  name: string;
  /** State of the link. */
  state?: string;
  site?: string;
}

/** Objects that no stack manages, sessions first. */
export function orphansIn({ ports, cnis }: AccountObjects, stacks: readonly Stack[]): Orphan[] {
  const known = new Set(stacks.flatMap((stack) => stack.ports.map((port) => port.interconnect)));
  const sessions = stacks.flatMap((stack) => stack.sessions.map(({ cniId }) => cniId));
  return [
    ...cnis
      .filter(({ id }) => !sessions.some((one) => sameId(one, id)))
      .map((cni): Orphan => {
        const port = ports.find((port) => isOnPort(cni, port));
        const { conduitName } = cni.magic;
        const { state } = port?.status ?? {};
        return { kind: "session", id: cni.id, name: conduitName, state, site: port?.site };
      }),
    ...ports
      .filter(({ name }) => !known.has(name))
      .map(({ name, status, site }): Orphan => {
        return { kind: "port", id: name, name, state: status?.state, site };
      }),
  ];
}

export function showOrphans(orphans: readonly Orphan[], output: Output): void {
  if (orphans.length === 0) {
    output.note("A stack manages every port and session.");
    return;
  }
  output.table(
    [
      { title: "KIND", cell: ({ kind }) => kind },
      { title: "NAME", cell: ({ name }) => plain(name), isKey: true },
      { title: "ID", cell: ({ id }) => plain(id) },
      { title: "SITE", cell: ({ site }) => plain(site ?? "?") },
      { title: "LINK", cell: ({ state }) => stateMark(output, state) },
    ],
    orphans,
  );
}
