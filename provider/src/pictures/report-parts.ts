/** Parts of pages: the page itself, tables and icons. */

import { Html, html } from "./html";
import { MARK_SIZE, shapeOf } from "./mark";
import type { Lengths } from "./scorecard-bars";
import type { Tone } from "./tone";

/** Self-contained page, which loads nothing and runs no code. */
export function page(title: string, style: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

export interface Column<Row> {
  title: string;
  /** Second line of the title. */
  subtitle?: string;
  cell(row: Row): string | Html;
  /** A `text` column wraps its lines. */
  kind?: "number" | "text";
}

/** Table whose first column names the row. On a narrow screen, its rows become cards. */
export function table<Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Html {
  const classOf = ({ kind }: Column<Row>) => (kind ? html` class="${kind}"` : html``);
  const head = columns.map(
    (one) =>
      html`<th scope="col"${classOf(one)}>${one.title}${one.subtitle ? html`<br><span class="muted">${one.subtitle}</span>` : html``}</th>`,
  );
  const body = rows.map((row) => {
    const cells = columns.map((one, at) =>
      at === 0
        ? html`<th scope="row"${classOf(one)}>${one.cell(row)}</th>`
        : html`<td${classOf(one)} data-title="${one.title}">${one.cell(row)}</td>`,
    );
    return html`<tr>${cells}</tr>`;
  });
  return scroller(
    name,
    html`<table class="stacks"><thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table>`,
  );
}

/** Region that can also be scrolled by keyboard. */
export function scroller(name: string, inside: Html): Html {
  return html`<div class="scroller" role="region" aria-label="${name}" tabindex="0">${inside}</div>`;
}

export function icon(tone: Tone): Html {
  const shape = new Html(shapeOf(tone));
  return html`<svg class="mark t-${tone}" viewBox="0 0 ${MARK_SIZE} ${MARK_SIZE}" aria-hidden="true">${shape}</svg>`;
}

export function labelWithIcon(tone: Tone, word: string): Html {
  return html`<span class="word t-${tone}">${icon(tone)} ${word}</span>`;
}

/** Bar of a rate. The figures are beside it, so the bar itself is decoration. */
export function barOf({ isShort, demand, remaining, designed }: Lengths): Html {
  const needed =
    demand > 0
      ? html`<rect class="needed" x="${percent(demand)}" width="0.8" height="10"/>`
      : html``;
  return html`<svg class="bar" viewBox="0 0 100.8 10" preserveAspectRatio="none" aria-hidden="true"><rect class="designed" width="${percent(designed)}" height="10"/><rect class="${isShort ? "too-little" : "left"}" width="${percent(remaining)}" height="10"/>${needed}</svg>`;
}

function percent(part: number): string {
  return `${Number((part * 100).toFixed(2))}`;
}
