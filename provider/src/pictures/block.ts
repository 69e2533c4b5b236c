/**
 * Nested boxes. Every block knows its size and is drawn at a given position. Blocks cannot overlap,
 * because each one only contains or follows another.
 */

import { MARK_SIZE, mark } from "./mark";
import { fit, isGuess, widthOf, wrapped } from "./measure";
import { escapeMarkup, oneLine } from "./plain";
import { FONTS, type FontName } from "./style";
import type { Tone } from "./tone";

export interface Block {
  readonly width: number;
  readonly height: number;
  /** Markup with the upper left corner at x and y. A box stretches to `height`. */
  draw(x: number, y: number, height?: number): string;
}

export interface Label {
  text: string;
  font?: FontName;
  /** Tone, or `muted` for less prominent text. */
  look?: Tone | "muted";
  /** Whether the text is struck through, because what it names is removed. */
  isStruck?: boolean;
}

const GAP = 8;
const LINE_HEIGHT = 1.45;
const BASELINE = 1.07;

/** Line with a mark and text on the left, and text on the right. Shortens text that does not fit. */
export function line(width: number, left: Label, right?: Label, tone?: Tone): Block {
  const size = Math.max(sizeOf(left), right ? sizeOf(right) : 0);
  const height = Math.ceil(size * LINE_HEIGHT);
  const indent = tone ? MARK_SIZE + GAP - 2 : 0;
  const space = width - indent;
  // The right text gets what the left leaves, but at least a little more than half.
  const rightWidth = right
    ? Math.min(naturalWidth(right) + GAP, Math.max(space * 0.55, space - naturalWidth(left)))
    : 0;
  return {
    width,
    height,
    draw(x, y) {
      const baseline = y + Math.round(size * BASELINE);
      return [
        tone ? mark(tone, x, y + (height - MARK_SIZE) / 2) : "",
        write(left, x + indent, baseline, space - rightWidth),
        right ? write(right, x + width, baseline, rightWidth - GAP, "end") : "",
      ].join("");
    },
  };
}

/** Text with a mark, on as many lines as it needs. */
export function paragraph(width: number, { text, ...label }: Label, tone?: Tone): Block {
  const indent = tone ? MARK_SIZE + GAP - 2 : 0;
  const [first = "", ...rest] = wrapped(text, width - indent, FONTS[label.font ?? "text"]);
  const others = rest.map((one) => shifted(line(width - indent, { ...label, text: one }), indent));
  return column([line(width, { ...label, text: first }, undefined, tone), ...others], 0);
}

function shifted(block: Block, by: number): Block {
  return { ...block, width: block.width + by, draw: (x, y) => block.draw(x + by, y) };
}

/** Headline after a colored bar. */
export function headline(width: number, look: string, text: string, right?: Label): Block {
  const inside = line(width - 12, { text, font: "head" }, right);
  return {
    width,
    height: inside.height,
    draw: (x, y) =>
      `<rect class="${look}" x="${x}" y="${y + 2}" width="4" height="${inside.height - 4}" rx="2"/>\n${inside.draw(x + 12, y)}`,
  };
}

/** Width that a line needs to show its whole text. */
export function lineWidth(left: Label, right?: Label, tone?: Tone): number {
  return (
    naturalWidth(left) + (right ? naturalWidth(right) + GAP : 0) + (tone ? MARK_SIZE + GAP : 0) + 1
  );
}

export function write(
  { text, font = "text", look, isStruck }: Label,
  x: number,
  y: number,
  width: number,
  anchor: "start" | "middle" | "end" = "start",
): string {
  const whole = oneLine(text);
  if (whole === "") return "";
  const shown = fit(whole, width, FONTS[font]);
  const classes = [`f-${font}`, ...(look ? [look === "muted" ? look : `t-${look}`] : [])];
  const attributes = [
    `class="${classes.join(" ")}" x="${x}" y="${y}"`,
    anchor === "start" ? "" : ` text-anchor="${anchor}"`,
    isStruck ? ' text-decoration="line-through"' : "",
    // If the width is a guess, make the browser keep to it.
    isGuess(shown)
      ? ` textLength="${Math.floor(widthOf(shown, FONTS[font]))}" lengthAdjust="spacingAndGlyphs"`
      : "",
  ].join("");
  const title = shown === whole ? "" : `<title>${escapeMarkup(whole)}</title>`;
  return `<text ${attributes}>${title}${escapeMarkup(shown)}</text>\n`;
}

/** Stacks blocks vertically. */
export function column(blocks: readonly Block[], gap: number): Block {
  return grid(blocks, 1, gap);
}

/** Arranges blocks in rows. All blocks of a row have the same height. */
export function grid(blocks: readonly Block[], columns: number, gap: number): Block {
  const rows = Array.from({ length: Math.ceil(blocks.length / columns) }, (_, row) => {
    const cells = blocks.slice(row * columns, (row + 1) * columns);
    return { cells, height: Math.max(...cells.map(({ height }) => height)) };
  });
  return {
    width: Math.max(
      0,
      ...rows.map(({ cells }) =>
        sum(
          cells.map(({ width }) => width),
          gap,
        ),
      ),
    ),
    height: sum(
      rows.map(({ height }) => height),
      gap,
    ),
    draw(x, y) {
      let top = y;
      return rows
        .map(({ cells, height }) => {
          let left = x;
          const drawn = cells.map((cell) => {
            const markup = cell.draw(left, top, height);
            left += cell.width + gap;
            return markup;
          });
          top += height + gap;
          return drawn.join("");
        })
        .join("");
    },
  };
}

/** Draws a frame around a block. */
export function box(
  inside: Block,
  { width, pad, look, radius = 8 }: { width: number; pad: number; look: string; radius?: number },
): Block {
  return {
    width,
    height: inside.height + 2 * pad,
    draw(x, y, height = inside.height + 2 * pad) {
      const frame = `<rect class="box ${look}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>\n`;
      return frame + inside.draw(x + pad, y + pad);
    },
  };
}

function sizeOf({ font = "text" }: Label): number {
  return FONTS[font].size;
}

function naturalWidth({ text, font = "text" }: Label): number {
  return Math.ceil(widthOf(oneLine(text), FONTS[font]));
}

function sum(lengths: readonly number[], gap: number): number {
  return (
    lengths.reduce((total, length) => total + length, 0) + Math.max(0, lengths.length - 1) * gap
  );
}
