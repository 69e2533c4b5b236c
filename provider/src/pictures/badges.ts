/** Numbered badges of findings. */

import type { FindingGroup } from "./findings";
import { SEVERITY_TONES } from "./tone";

const SIZE = 16;
const STEP = SIZE + 3;

export function badgesWidth(groups: readonly FindingGroup[]): number {
  return groups.length * STEP;
}

/** Draws badges from left to right, centred at the height `y`. */
export function badges(groups: readonly FindingGroup[], x: number, y: number): string {
  return groups
    .map(({ number, severity, type }, at) => {
      const middle = x + at * STEP + SIZE / 2;
      return `<g class="badge t-${SEVERITY_TONES[severity]}"><title>${type}</title><rect x="${middle - SIZE / 2}" y="${y - SIZE / 2}" width="${SIZE}" height="${SIZE}" rx="8"/><text class="f-badge" x="${middle}" y="${y + 4}" text-anchor="middle">${number}</text></g>\n`;
    })
    .join("");
}
