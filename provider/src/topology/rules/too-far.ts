import { OVERVIEW } from "../sources";
import type { Rule } from "./rule";

const REACH_KM = 10;

export const tooFar: Rule = {
  rule: "The fibre is within reach of the optics (10GBASE-LR, 100GBASE-LR4)",
  figure: `≤ ${REACH_KM} km`,
  source: OVERVIEW,
  check({ ports }) {
    return ports.flatMap(({ name, distanceKm = 0 }) => {
      if (distanceKm >= 0 && distanceKm <= REACH_KM) return [];
      return {
        severity: "error",
        explanation: `Port "${name}" is at distanceKm ${distanceKm}, and the optics reach from 0 to ${REACH_KM} km: put equipment of yours or of a carrier in between.`,
        ports: [name],
      };
    });
  },
};
