/** HTML template that escapes every value except `Html`. */

import { escapeMarkup } from "./plain";

export class Html {
  constructor(readonly markup: string) {}
}

type Value = string | number | Html | readonly Html[] | undefined;

/** @example html`<p>${"<b>"}</p>`.markup // "<p>&lt;b&gt;</p>" */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const parts = strings.map((string, at) => string + markupOf(values[at]));
  return new Html(parts.join(""));
}

function markupOf(value: Value): string {
  if (value === undefined) return "";
  if (value instanceof Html) return value.markup;
  if (typeof value === "string" || typeof value === "number") return escapeMarkup(String(value));
  return value.map(({ markup }) => markup).join("\n");
}
