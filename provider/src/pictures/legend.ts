import { type Block, column, line, lineWidth, paragraph } from "./block";
import type { Tone } from "./tone";

const MEANINGS: [Tone, string][] = [
  ["good", "Healthy, up"],
  ["waiting", "Pending"],
  ["poor", "Unhealthy"],
  ["bad", "Down"],
  ["absent", "not ordered yet"],
  ["unclear", "unknown"],
  ["spare", "backup"],
];
const LINES =
  "thick line: carries traffic · thin: standby · dotted: no traffic · dashed: backup · dashed box: place unknown";
const GAP = 20;

/** Legend of the marks, in as many rows as needed, and of the lines. */
export function legend(width: number): Block {
  const entries = MEANINGS.map(([tone, text]) => {
    const words = { text, font: "small", look: "muted" } as const;
    const own = Math.min(width, Math.ceil(lineWidth(words, undefined, tone)));
    return line(own, words, undefined, tone);
  });
  const rows: { left: number; entry: Block }[][] = [[]];
  for (const entry of entries) {
    const last = rows.at(-1)?.at(-1);
    const left = last ? last.left + last.entry.width + GAP : 0;
    if (last && left + entry.width > width) rows.push([{ left: 0, entry }]);
    else rows.at(-1)?.push({ left, entry });
  }
  const step = Math.max(...entries.map(({ height }) => height)) + 6;
  const marks: Block = {
    width,
    height: rows.length * step,
    draw: (x, y) =>
      rows
        .flatMap((row, at) => row.map(({ left, entry }) => entry.draw(x + left, y + at * step)))
        .join(""),
  };
  return column([marks, paragraph(width, { text: LINES, font: "small", look: "muted" })], 0);
}
