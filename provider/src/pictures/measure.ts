/**
 * Measures text without a browser.
 *
 * The reader's font is unknown, so the widths are those of DejaVu Sans, the widest common system
 * font: text that fits in it fits in the others.
 */

import { oneLine } from "./plain";

export interface Font {
  /** Pixels. */
  size: number;
  bold?: boolean;
}

/** Characters by width in hundredths of the font size. */
const WIDTHS = new Map(
  Object.entries({
    30: "'ijlIJ",
    37: " ,.:;/\\|-f·",
    46: '()[]t!r"',
    55: "sz*_`?c",
    62: "FLPTYaekovxy",
    75: "ABCKNRUVXZ",
    80: "&DGHOQ",
    87: "#+<=>^~wM→−",
    100: "%mW@…",
  }).flatMap(([width, letters]) => [...letters].map((letter) => [letter, Number(width)] as const)),
);
const OTHER_ASCII = 64;
/** Width of the widest Latin character; a guess for other scripts, see `isGuess`. */
const OTHER = 100;
const BOLD = 1.13;
/** More characters than any line can show. */
const MAX_LENGTH = 300;

export function widthOf(text: string, { size, bold }: Font): number {
  const hundredths = [...text].reduce((sum, letter) => sum + widthOfLetter(letter), 0);
  return (hundredths / 100) * size * (bold ? BOLD : 1);
}

/** Whether the width is a guess, because the table does not have a character. */
export function isGuess(text: string): boolean {
  return [...text].some((letter) => letter > "\u024F" && !WIDTHS.has(letter));
}

/** Shortens text to a width. Omits the middle, because names often differ at their ends. */
export function fit(text: string, width: number, font: Font): string {
  const whole = oneLine(text);
  const letters = [...whole];
  for (let kept = Math.min(letters.length, MAX_LENGTH); kept > 0; kept--) {
    const tail = Math.floor(kept * 0.4);
    const short =
      kept === letters.length
        ? whole
        : `${letters.slice(0, kept - tail).join("")}…${letters.slice(letters.length - tail).join("")}`;
    if (widthOf(short, font) <= width) return short;
  }
  return whole && "…";
}

/** Breaks text between words into lines of a width. A word that is too wide has a line of its own. */
export function wrapped(text: string, width: number, font: Font): string[] {
  const lines: string[] = [];
  for (const word of oneLine(text).split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, font) <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

function widthOfLetter(letter: string): number {
  const known = WIDTHS.get(letter) ?? WIDTHS.get(letter.normalize("NFD").charAt(0));
  return known ?? (letter < "\u007F" ? OTHER_ASCII : OTHER);
}
