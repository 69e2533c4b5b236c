/** Scorecard as Markdown, for a comment on a pull request. */

import type { Scorecard } from "../topology";
import { oneLine } from "./plain";
import { barsOf } from "./scorecard-bars";
import { barInText } from "./scorecard-text";
import { LEVEL_SIGNS } from "./tone";

export function scorecardMarkdown(card: Scorecard): string {
  const { name, level, headline, lights } = card;
  return [
    `**${LEVEL_SIGNS[level]} ${encode(`${name}: ${headline}`)}**`,
    "",
    "| | | |",
    "| --- | --- | --- |",
    ...lights.map(
      ({ title, level, answer, detail }) =>
        `| ${LEVEL_SIGNS[level]} ${encode(title)} | ${encode(answer)} | ${encode(detail)} |`,
    ),
    ...barsOf(card).map(
      (bar) => `| ${encode(bar.title)} | \`${barInText(bar)}\` | ${encode(bar.words)} |`,
    ),
    "",
  ].join("\n");
}

/** Encodes every character that Markdown or HTML could interpret, and separates `@` from the name of a user. */
function encode(text: string): string {
  return oneLine(text)
    .replace(/[^\p{L}\p{M}\p{N} .,:;"/()·…≥≤-]/gu, (sign) => `&#${sign.codePointAt(0)};`)
    .replaceAll("&#64;", "&#64;\u200B")
    .replace(/:(?=\/\/)/g, "&#58;");
}
