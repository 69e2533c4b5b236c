import { type Block, line, lineWidth } from "./block";
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
const GAP = 20;

/** Legend of the marks, in as many rows as needed. */
export function legend(width: number): Block {
  const entries = [
    ...MEANINGS.map(([tone, text]) => ({ tone, text })),
    {
      tone: undefined,
      text: "dashed box: place unknown · dashed arrow: not working, or only planned",
    },
  ].map(({ tone, text }) => {
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
  return {
    width,
    height: rows.length * step,
    draw: (x, y) =>
      rows
        .flatMap((row, at) => row.map(({ left, entry }) => entry.draw(x + left, y + at * step)))
        .join(""),
  };
}
