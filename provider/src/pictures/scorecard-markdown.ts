/** Scorecard as Markdown, for a comment on a pull request. */

import type { Scorecard } from "../topology";
import { encodeMarkdown as encode, markdownTable } from "./markdown-text";
import { barsOf } from "./scorecard-bars";
import { barInText } from "./scorecard-text";
import { LEVEL_SIGNS } from "./tone";

export function scorecardMarkdown(card: Scorecard): string {
  const rows = [
    ...card.lights.map(({ title, level, answer, detail }) => [
      `${LEVEL_SIGNS[level]} ${encode(title)}`,
      encode(answer),
      encode(detail),
    ]),
    ...barsOf(card).map((bar) => [encode(bar.title), `\`${barInText(bar)}\``, encode(bar.words)]),
  ];
  return [
    headlineMarkdown(card),
    "",
    markdownTable(["", "", ""], rows),
    "",
    ...availabilityMarkdown(card),
  ].join("\n");
}

function availabilityMarkdown({ availability }: Scorecard): string[] {
  if (availability === undefined) return [];
  return [
    "**Availability by assumptions**",
    "",
    ...availability.map((line) => `- ${encode(line)}`),
    "",
  ];
}

export function headlineMarkdown({ name, level, headline }: Scorecard): string {
  return `**${LEVEL_SIGNS[level]} ${encode(`${name}: ${headline}`)}**`;
}
