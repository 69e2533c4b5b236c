/** Scorecard of the report. */

import type { Light, Scorecard } from "../topology";
import { type Html, html } from "./html";
import { barOf, icon } from "./report-parts";
import { type Bar, barsOf, type Rates } from "./scorecard-bars";
import { LEVEL_TONES } from "./tone";

export function scorecardHtml(card: Scorecard): Html {
  const tone = LEVEL_TONES[card.level];
  return html`<section aria-label="Summary">
<p class="verdict g-${tone} t-${tone}">${icon(tone)}<span>${card.headline}.</span></p>
<ul class="lights">${card.lights.map(lightItem)}</ul>
${barsHtml(card)}
${availabilityHtml(card)}</section>`;
}

function availabilityHtml({ availability }: Scorecard): Html {
  if (availability === undefined) return html``;
  return html`<h3>Availability by assumptions</h3>
<ul>${availability.map((line) => html`<li>${line}</li>`)}</ul>
`;
}

export function barsHtml(rates: Rates): Html {
  return html`<ul class="bars">${barsOf(rates).map(barItem)}</ul>`;
}

function lightItem({ title, level, answer, detail }: Light): Html {
  const tone = LEVEL_TONES[level];
  return html`<li class="g-${tone}"><p class="title">${title}</p><p class="answer t-${tone}">${icon(tone)} ${answer}</p><p>${detail}</p></li>`;
}

function barItem(bar: Bar): Html {
  return html`<li><span>${bar.title}</span>${barOf(bar)}<span>${bar.words}</span></li>`;
}
