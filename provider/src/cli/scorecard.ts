/** Prints a scorecard with the sign and color of each light. */
import { scorecardLines } from "../pictures/scorecard-text";
import { LEVEL_SIGNS } from "../pictures/tone";
import type { LightLevel, Scorecard } from "../topology";
import { type Output, plain, type Style } from "./output";

const STYLES: Record<LightLevel, Style> = {
  good: "green",
  waiting: "yellow",
  poor: "yellow",
  bad: "red",
  unknown: "yellow",
  "not-judged": "dim",
};

export function printScorecard(output: Output, card: Scorecard): void {
  for (const { indent, level, bar, text } of scorecardLines(card)) {
    if (bar !== undefined) {
      const lead = `${" ".repeat(indent)}${bar}  `;
      output.entry(lead, text, lead.length);
    } else if (level === undefined) {
      output.paragraph(text, indent, "dim");
    } else {
      const sign = output.paint(STYLES[level], LEVEL_SIGNS[level]);
      const line = indent === 0 ? output.paint("bold", plain(text)) : plain(text);
      output.line(`${" ".repeat(indent)}${sign} ${line}`);
    }
  }
}
