/** Scorecard for a terminal. */

import { inertLine } from "../domain/outside-text";
import type { LightLevel, Scorecard } from "../topology";
import { type Bar, barsOf } from "./scorecard-bars";
import { LEVEL_SIGNS } from "./tone";

export interface CardLine {
  indent: number;
  /** Level whose sign and color the line begins with. */
  level?: LightLevel;
  /** Title and bar, whose spaces align them with the other bar. */
  bar?: string;
  text: string;
}

const BAR_LENGTH = 20;

/** Lines of a scorecard: headline, lights, bars, availability. */
export function scorecardLines(card: Scorecard): CardLine[] {
  const { name, level, headline, lights } = card;
  const bars = barsOf(card);
  const titleWidth = Math.max(0, ...bars.map(({ title }) => title.length));
  return [
    { indent: 0, level, text: `${name}: ${headline}` },
    ...lights.flatMap(({ title, level, answer, detail }): CardLine[] => [
      { indent: 2, level, text: `${title}: ${answer}` },
      { indent: 6, text: detail },
    ]),
    ...bars.map((bar) => ({
      indent: 2,
      bar: `${bar.title.padEnd(titleWidth)}  ${barInText(bar)}`,
      text: bar.words,
    })),
    ...(card.availability ?? []).map((text) => ({ indent: 2, text })),
  ];
}

/**
 * Formats a scorecard as text: the headline, the four lights, the bars, and the availability under the design's assumptions.
 *
 * @example
 * ```ts
 * import { scorecardText } from "pulumi-cloudflare-cni/pictures";
 * import { assess, type Design, scorecardOf } from "pulumi-cloudflare-cni/topology";
 *
 * const design: Design = { name: "transit", intent: "single", ports: [], sessions: [] };
 * console.log(scorecardText(scorecardOf(design, assess(design))));
 * ```
 */
export function scorecardText(card: Scorecard): string {
  return scorecardLines(card)
    .map(({ indent, level, bar, text }) => {
      const sign = level ? `${LEVEL_SIGNS[level]} ` : "";
      return `${" ".repeat(indent)}${sign}${bar ? `${bar}  ` : ""}${inertLine(text)}`;
    })
    .join("\n");
}

/** Bar such as `███████│██░░░░░░░░░░`: what is left, what is lost, and the demand. */
export function barInText({ demand, remaining, designed }: Bar): string {
  const [left, whole, needed] = [remaining, designed, demand].map((part) =>
    Math.round(part * BAR_LENGTH),
  );
  return Array.from({ length: BAR_LENGTH }, (_, at) => {
    if (demand > 0 && at + 1 === needed) return "│";
    if (at < (left ?? 0)) return "█";
    return at < (whole ?? 0) ? "░" : " ";
  })
    .join("")
    .trimEnd()
    .padEnd(BAR_LENGTH);
}
