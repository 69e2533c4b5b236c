/** Order sheet as an HTML page that prints to one sheet of paper. */

import { Html, html } from "../pictures/html";
import { labelWithIcon, page } from "../pictures/report-parts";
import { stateOfPort } from "../pictures/tone";
import {
  BLANK,
  checklist,
  contacts,
  endA,
  endZ,
  type Field,
  figures,
  joinParts,
  notices,
  type Part,
  requirements,
  type SheetDetails,
  SOURCES,
  separation,
  subtitle,
  titleOf,
} from "./content";
import type { CrossConnect, OrderSheet } from "./sheet";
import { sheetStyle } from "./style";

export function orderSheetHtml(sheet: OrderSheet, details: SheetDetails): string {
  const title = titleOf(sheet);
  const common = figures().map(({ source, ...field }) =>
    fieldOf(field, html`<sup>${source}</sup>`),
  );
  return page(
    `${title}: cross-connects`,
    sheetStyle(),
    html`<header>
<p class="eyebrow muted">Order of cross-connects · Cloudflare Network Interconnect</p>
<h1>${title}</h1>
<p class="muted">${subtitle(sheet, details.date)}</p>
</header>
<main>
<div class="common">
<dl>${common}</dl>
<dl class="contacts">${contacts(details).map((field) => fieldOf(field))}</dl>
</div>
<div class="orders">
${sheet.crossConnects.map(order)}
</div>
</main>
<footer class="muted">Sources, as of the date of each page: ${SOURCES.map(source)}</footer>`,
  ).markup;
}

function order(one: CrossConnect): Html {
  const { tone, word } = stateOfPort(one);
  const { letter } = one;
  const loa =
    letter !== undefined && "file" in letter
      ? html`<a href="${letter.file}">${letter.file}</a>`
      : blank();
  return html`<article>
<h2>${one.port} <span class="name muted">${one.interconnect ?? ""}</span> ${one.isGone ? labelWithIcon("bad", "gone") : labelWithIcon(tone, word)}</h2>
${notices(one).map(({ tone, text }) => html`<p class="notice g-${tone}">${parts(text)}</p>`)}
<div class="ends">
<section><h3>A end: yours</h3><dl>${endA(one).map((field) => fieldOf(field))}</dl></section>
<section><h3>Z end: Cloudflare</h3><dl>${endZ(one).map((field) => fieldOf(field))}</dl></section>
</div>
<dl class="pairs">${requirements(one).map((field) => fieldOf(field))}</dl>
<dl>
<div><dt>LOA</dt><dd>${loa}</dd></div>
${fieldOf({ title: "Slot", value: [one.slotId ?? BLANK] })}
${fieldOf({ title: "Separation", value: [separation(one)] })}
</dl>
<ul class="checks">${checklist(one).map((line) => html`<li>${parts(line)}</li>`)}</ul>
</article>`;
}

function fieldOf({ title, value }: Field, after = html``): Html {
  return html`<div><dt>${title}</dt><dd>${parts(value)}${after}</dd></div>`;
}

function parts(line: readonly Part[]): Html {
  return new Html(joinParts(line, (part) => partOf(part).markup));
}

function partOf(part: Part): Html {
  if (part === BLANK) return blank();
  return typeof part === "string" ? html`${part}` : html`<code>${part.code}</code>`;
}

function blank(): Html {
  return html`<span class="blank"><span class="hidden">to fill in</span></span>`;
}

function source({ number, url, asOf }: (typeof SOURCES)[number]): Html {
  return html`<sup>${number}</sup> <a href="${url}">${url}</a>, ${asOf}. `;
}
