/** Scorecard of the report. */

import type { Light, Scorecard } from "../topology";
import { type Html, html } from "./html";
import { icon } from "./report-parts";
import { type Bar, barsOf } from "./scorecard-bars";
import { LEVEL_TONES } from "./tone";

export function scorecardHtml(card: Scorecard): Html {
  const tone = LEVEL_TONES[card.level];
  return html`<section aria-label="Summary">
<p class="verdict g-${tone} t-${tone}">${icon(tone)}<span>${card.headline}.</span></p>
<ul class="lights">${card.lights.map(lightItem)}</ul>
<ul class="bars">${barsOf(card).map(barItem)}</ul>
</section>`;
}

function lightItem({ title, level, answer, detail }: Light): Html {
  const tone = LEVEL_TONES[level];
  return html`<li class="g-${tone}"><p class="title">${title}</p><p class="answer t-${tone}">${icon(tone)} ${answer}</p><p>${detail}</p></li>`;
}

/** The figures are beside the bar, so the bar itself is decoration. */
function barItem({ title, words, isShort, demand, remaining, designed }: Bar): Html {
  const needed =
    demand > 0
      ? html`<rect class="needed" x="${percent(demand)}" width="0.6" height="10"/>`
      : html``;
  return html`<li><span>${title}</span><svg viewBox="0 0 100.6 10" preserveAspectRatio="none" aria-hidden="true"><rect class="designed" width="${percent(designed)}" height="10"/><rect class="${isShort ? "too-little" : "left"}" width="${percent(remaining)}" height="10"/>${needed}</svg><span>${words}</span></li>`;
}

function percent(part: number): string {
  return `${Number((part * 100).toFixed(2))}`;
}
