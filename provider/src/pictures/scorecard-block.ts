/** Scorecard of the SVG. */

import type { Light, Scorecard } from "../topology";
import { type Block, box, column, grid, line, paragraph } from "./block";
import { type Bar, barsOf } from "./scorecard-bars";
import { LEVEL_TONES } from "./tone";

const GAP = 10;
const PAD = 10;
const BAR = { width: 160, height: 10 };
const TITLE_WIDTH = 110;
const WIDE = 900;

export function scorecardBlock(card: Scorecard, width: number): Block {
  const columns = width >= WIDE ? 4 : 2;
  const light = Math.floor((width - (columns - 1) * GAP) / columns);
  const tone = LEVEL_TONES[card.level];
  const bars = barsOf(card);
  return column(
    [
      line(width, { text: card.name, font: "title" }),
      paragraph(width, { text: card.headline, font: "name", look: tone }, tone),
      grid(
        card.lights.map((one) => lightBox(one, light)),
        columns,
        GAP,
      ),
      ...(bars.length > 0
        ? [
            column(
              bars.map((bar) => barLine(bar, width)),
              4,
            ),
          ]
        : []),
      ...(card.availability
        ? [
            column(
              card.availability.map((text) => paragraph(width, { text, font: "small" })),
              2,
            ),
          ]
        : []),
    ],
    GAP,
  );
}

function lightBox({ title, level, answer, detail }: Light, width: number): Block {
  const tone = LEVEL_TONES[level];
  const inner = width - 2 * PAD;
  const inside = column(
    [
      line(inner, { text: title, font: "small", look: "muted" }),
      paragraph(inner, { text: answer, font: "name", look: tone }, tone),
      paragraph(inner, { text: detail, font: "small" }),
    ],
    3,
  );
  return box(inside, { width, pad: PAD, look: `b-${tone}` });
}

function barLine(bar: Bar, width: number): Block {
  const title = line(TITLE_WIDTH, { text: bar.title });
  const words = paragraph(width - TITLE_WIDTH - BAR.width - 2 * GAP, { text: bar.words });
  return {
    width,
    height: Math.max(title.height, words.height),
    draw(x, y) {
      const left = x + TITLE_WIDTH + GAP;
      return [
        title.draw(x, y),
        drawBar(bar, left, y + 4),
        words.draw(left + BAR.width + GAP, y),
      ].join("");
    },
  };
}

function drawBar({ designed, remaining, demand, isShort }: Bar, x: number, y: number): string {
  const rect = (look: string, from: number, width: number, more = 0) =>
    `<rect class="${look}" x="${round(from)}" y="${y - more}" width="${round(width)}" height="${BAR.height + 2 * more}"/>`;
  return [
    rect("designed", x, designed * BAR.width),
    rect(isShort ? "too-little" : "left", x, remaining * BAR.width),
    demand > 0 ? rect("needed", x + demand * BAR.width - 1, 2, 2) : "",
    "\n",
  ].join("");
}

function round(length: number): number {
  return Number(length.toFixed(2));
}
