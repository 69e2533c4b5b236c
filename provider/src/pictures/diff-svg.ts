/** Difference of two designs as a self-contained SVG. */

import type { ScoreChange } from "../topology";
import { type Block, box, column, grid, headline, type Label, line, paragraph } from "./block";
import { arrow, changeInWords, scoresInWords } from "./change-words";
import {
  type ChangedFacility,
  type ChangedPort,
  type ChangeKind,
  KIND_TONES,
  SIGNS,
} from "./changed-places";
import type { ComparedDesigns } from "./compared-designs";
import { escapeMarkup } from "./plain";
import { style } from "./style";
import { LEVEL_TONES, type Tone } from "./tone";
import { describePorts } from "./words";

const MARGIN = 16;
const GAP = 12;
const PAD = 10;
const COLUMN = 400;
/** Changed ports from which metros are side by side. */
const MANY_PORTS = 6;

const TREND_TONES: Record<ScoreChange["trend"], Tone | undefined> = {
  better: "good",
  worse: "bad",
  other: "poor",
  same: undefined,
};

export function diffSvg({ card, diff, scores, metros }: ComparedDesigns): string {
  const count = metros.flatMap(({ facilities }) => facilities.flatMap((one) => one.changed)).length;
  const columns = count >= MANY_PORTS && metros.length > 1 ? 2 : 1;
  const one = columns === 1 ? 1.5 * COLUMN : COLUMN;
  const width = columns * one + (columns - 1) * GAP;
  const tone = LEVEL_TONES[card.level];
  const all = column(
    [
      line(width, { text: `Changes of ${card.name}`, font: "title" }),
      paragraph(width, { text: card.headline, font: "name", look: tone }, tone),
      scoreGrid(scores, width),
      ...(diff.values.length > 0
        ? [partBox("changed", ["~ design", ...diff.values.map(changeInWords)], width)]
        : []),
      metros.length > 0
        ? grid(
            metros.map(({ title, facilities }) => {
              const inner = one - 2 * PAD;
              const inside = [
                headline(inner, "cloudflare", title),
                ...facilities.map((facility) => facilityBox(facility, inner)),
              ];
              return box(column(inside, 8), { width: one, pad: PAD, look: "level-0" });
            }),
            columns,
            GAP,
          )
        : line(width, { text: "The design has no ports.", look: "muted" }),
      line(width, { text: "+ added · − removed · ~ changed", font: "small", look: "muted" }),
    ],
    GAP,
  );
  const whole = { width: width + 2 * MARGIN, height: all.height + 2 * MARGIN };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="cni-picture" role="img" aria-labelledby="cni-title cni-description" width="${whole.width}" height="${whole.height}" viewBox="0 0 ${whole.width} ${whole.height}">`,
    `<title id="cni-title">${escapeMarkup(`Changes of ${card.name}`)}</title>`,
    `<desc id="cni-description">${escapeMarkup(scoresInWords(scores))}</desc>`,
    `<style>${style()}</style>`,
    `<rect class="ground" width="${whole.width}" height="${whole.height}"/>`,
    all.draw(MARGIN, MARGIN),
    "</svg>\n",
  ].join("\n");
}

/** Figures before and after, in two columns. */
function scoreGrid(scores: readonly ScoreChange[], width: number): Block {
  const half = Math.floor((width - 2 * GAP) / 2);
  const lines = scores.map(({ title, before, after, trend }) => {
    const text = before === undefined || before === after ? after : arrow(before, after);
    const tone = TREND_TONES[trend];
    return line(half, { text: title, look: "muted" }, { text, ...(tone ? { look: tone } : {}) });
  });
  const middle = Math.ceil(lines.length / 2);
  return grid([column(lines.slice(0, middle), 2), column(lines.slice(middle), 2)], 2, 2 * GAP);
}

function facilityBox({ title, changed, folded }: ChangedFacility, width: number): Block {
  const inner = width - 2 * PAD;
  const inside = [
    line(inner, { text: title, font: "name" }),
    ...changed.map((port) => portBox(port, inner)),
    ...(folded.length > 0
      ? [line(inner, { text: `${describePorts(folded)}, unchanged`, font: "small", look: "muted" })]
      : []),
  ];
  return box(column(inside, 6), { width, pad: PAD, look: "level-1" });
}

function portBox({ kind, port, words, sessions }: ChangedPort, width: number): Block {
  const ofSessions = sessions.flatMap((session) => {
    const what = session.words.length > 0 ? `: ${session.words.join(", ")}` : "";
    return `${SIGNS[session.kind]} session ${session.name}${what}`;
  });
  return partBox(kind, [`${SIGNS[kind]} ${port.name}`, ...words, ...ofSessions], width);
}

function partBox(kind: ChangeKind, [name = "", ...words]: readonly string[], width: number): Block {
  const inner = width - 2 * PAD;
  const tone = KIND_TONES[kind];
  const isStruck = kind === "removed";
  const title: Label = { text: name, font: "name", look: tone, isStruck };
  const lines = words.map((text) => paragraph(inner, { text, font: "small", isStruck }));
  return box(column([line(inner, title), ...lines], 1), { width, pad: PAD, look: `b-${tone}` });
}
