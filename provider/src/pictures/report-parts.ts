/** Parts of the report: tables and icons. */

import { Html, html } from "./html";
import { MARK_SIZE, shapeOf } from "./mark";
import type { Tone } from "./tone";

export interface Column<Row> {
  title: string | Html;
  cell(row: Row): string | Html;
  /** A `text` column wraps its lines. */
  kind?: "number" | "text";
}

/** Table whose first column names the row. A wide table scrolls on its own. */
export function table<Row>(
  name: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Html {
  const classOf = ({ kind }: Column<Row>) => (kind ? html` class="${kind}"` : html``);
  const head = columns.map((one) => html`<th scope="col"${classOf(one)}>${one.title}</th>`);
  const body = rows.map((row) => {
    const cells = columns.map((one, at) =>
      at === 0
        ? html`<th scope="row"${classOf(one)}>${one.cell(row)}</th>`
        : html`<td${classOf(one)}>${one.cell(row)}</td>`,
    );
    return html`<tr>${cells}</tr>`;
  });
  return scroller(
    name,
    html`<table><thead><tr>${head}</tr></thead><tbody>
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
