/** Rules on the slots that ports ask for. */
import { compare, quoted } from "../../domain/text";
import type { Port } from "../design";
import { namesOf } from "../places";
import { SLOTS_API } from "../sources";
import type { Finding, Rule } from "./rule";

export const slotOccupied: Rule = {
  rule: "A slot is free, or has the port's own interconnect, and one port asks for it",
  figure: "1 interconnect for each slot",
  source: SLOTS_API,
  check({ ports }) {
    return [...ports.flatMap(taken), ...sharedBy(ports)];
  },
};

function taken({ name, interconnect, slot }: Port): Finding[] {
  if (!slot?.occupied || (interconnect && slot.occupiedBy === interconnect)) return [];
  const isOpen = interconnect !== undefined && slot.occupiedBy === undefined;
  const by = slot.occupiedBy ?? "an interconnect that is not told";
  return [
    {
      severity: isOpen ? "unknown" : "error",
      explanation: `Slot ${slot.id} of port "${name}" ${isOpen ? "may be" : "is"} occupied by another interconnect (${by}): choose a free slot.`,
      ports: [name],
    },
  ];
}

function sharedBy(ports: readonly Port[]): Finding[] {
  const ids = [...new Set(ports.flatMap(({ slot }) => slot?.id ?? []))].toSorted(compare);
  return ids.flatMap((id) => {
    const sharing = namesOf(ports.filter(({ slot }) => slot?.id === id));
    if (sharing.length < 2) return [];
    return {
      severity: "error",
      explanation: `Ports ${quoted(sharing)} ask for the same slot ${id}, and a slot has one port: choose another slot for the others.`,
      ports: sharing,
    };
  });
}

export const slotSpeed: Rule = {
  rule: "A slot has the speed of its port",
  figure: "equal",
  source: SLOTS_API,
  check({ ports }) {
    return ports.flatMap(({ name, speed, slot }) => {
      if (speed === undefined || slot?.speed === undefined || slot.speed === speed) return [];
      return {
        severity: "error",
        explanation: `Port "${name}" is to have ${speed} Gbps and its slot ${slot.id} has ${slot.speed} Gbps: choose a slot of ${speed} Gbps, or change the speed.`,
        ports: [name],
      };
    });
  },
};
