/** Wrapping of text for a terminal. */
import stringWidth from "string-width";

/** A word, or text in backticks or quotes, so that a command stays on one line and can be copied. */
const UNIT = /(?:`[^`]*`|"[^"]*"|\S)+/g;

/** Wraps text between words. A word that is longer than the width has a line of its own. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const unit of text.match(UNIT) ?? [""]) {
    const longer = `${lines.at(-1) ?? ""} ${unit}`;
    if (lines.length > 0 && stringWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(unit);
  }
  return lines;
}
