/** Rules about the slots of ports. */
import { PAGES } from "../../domain/facts";
import { compare, quoted } from "../../domain/text";
import type { Port } from "../design";
import { namesOf } from "../places";
import type { Finding, Rule } from "./rule";

type SlotProblem =
  | { kind: "occupied"; slot: string; port: string; by: string | undefined }
  | { kind: "possibly-occupied"; slot: string; port: string }
  | { kind: "shared"; slot: string; ports: string[] };

export const slotOccupied: Rule = {
  rule: "Each slot is free or has the port's own interconnect, and only one port uses it",
  figure: "1 interconnect per slot",
  source: PAGES.slotsApi,
  check({ ports }) {
    return [...ports.flatMap(occupiedSlot), ...sharedSlots(ports)];
  },
};

function occupiedSlot({ name, interconnect, slot }: Port): Finding[] {
  if (!slot?.occupied || (interconnect && slot.occupiedBy === interconnect)) return [];
  const isUncertain = interconnect !== undefined && slot.occupiedBy === undefined;
  const problem: SlotProblem = isUncertain
    ? { kind: "possibly-occupied", slot: slot.id, port: name }
    : { kind: "occupied", slot: slot.id, port: name, by: slot.occupiedBy };
  return [
    {
      severity: isUncertain ? "unknown" : "error",
      explanation: explainSlot(problem),
      ports: [name],
    },
  ];
}

function sharedSlots(ports: readonly Port[]): Finding[] {
  const ids = [...new Set(ports.flatMap(({ slot }) => slot?.id ?? []))].toSorted(compare);
  return ids.flatMap((id) => {
    const sharing = namesOf(ports.filter(({ slot }) => slot?.id === id));
    if (sharing.length < 2) return [];
    return {
      severity: "error",
      explanation: explainSlot({ kind: "shared", slot: id, ports: sharing }),
      ports: sharing,
    };
  });
}

function explainSlot(problem: SlotProblem): string {
  const { slot } = problem;
  switch (problem.kind) {
    case "occupied":
      return problem.by === undefined
        ? `Slot ${slot} of port "${problem.port}" is occupied by an unknown interconnect. Choose a free slot.`
        : `Slot ${slot} of port "${problem.port}" is occupied by another interconnect (${problem.by}). Choose a free slot.`;
    case "possibly-occupied":
      return `Slot ${slot} of port "${problem.port}" may be occupied by another interconnect. Choose a free slot.`;
    case "shared":
      return `Ports ${quoted(problem.ports)} declare the same slot ${slot}, but a slot can have only one port. Choose another slot for all but one of them.`;
  }
}

export const slotSpeed: Rule = {
  rule: "The slot and its port have the same speed",
  figure: "equal",
  source: PAGES.slotsApi,
  check({ ports }) {
    return ports.flatMap(({ name, speed, slot }) => {
      if (speed === undefined || slot?.speed === undefined || slot.speed === speed) return [];
      return {
        severity: "error",
        explanation: `Port "${name}" must have ${speed} Gbps, but its slot ${slot.id} has ${slot.speed} Gbps. Choose a slot of ${speed} Gbps, or change the speed.`,
        ports: [name],
      };
    });
  },
};
