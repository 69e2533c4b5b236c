import { SLOTS_API } from "../sources";
import type { Rule } from "./rule";

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
