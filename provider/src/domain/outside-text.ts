/** The gate for text from outside: answers of the API, names in an account, output of programs. */
import { stripVTControlCharacters } from "node:util";

/** C0 and C1 without tab and line feed, line separators, and what reorders or hides text. */
const INVISIBLE = /[\p{Cc}\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * Makes text inert for whoever shows it: a terminal (escape sequences, control and bidirectional
 * characters), the Pulumi engine, which panics on an unknown `<{%…%}>`, and the runners of GitHub
 * and Azure, which obey `::error::` and `##[…]`. Line feeds and tabs stay.
 */
export function inert(text: string): string {
  return stripVTControlCharacters(text)
    .replace(INVISIBLE, (one) => (one === "\n" || one === "\t" ? one : " "))
    .replace(/<\{(?=%)/g, "<{ ")
    .replace(/%(?=\}>)/g, "% ")
    .replace(/^(\s*):(?=:[a-z-]+(?:\s|::))/gim, "$1: ")
    .replace(/##(?=\[|vso\[)/gi, "# #");
}

/** Whether text is inert as it is. */
export function isInert(text: string): boolean {
  return inert(text) === text;
}

/** A copy of a JSON value in which every text is inert, except below objects that `skips` names. */
export function inertTexts(
  value: unknown,
  skips: (value: object) => boolean = () => false,
): unknown {
  if (typeof value === "string") return inert(value);
  if (Array.isArray(value)) return value.map((one) => inertTexts(one, skips));
  if (typeof value !== "object" || value === null || skips(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [inert(key), inertTexts(one, skips)]),
  );
}

/** The same on one line. */
export function inertLine(text: string): string {
  return inert(text.replace(/\s+/g, " ")).trim();
}

/** JSON that says the same and cannot steer a terminal, the engine or a runner either. */
export function inertJson(json: string): string {
  return json
    .replace(INVISIBLE, (one) =>
      one === "\n" ? one : `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
    )
    .replace(/<(?=\{%)/g, "\\u003c")
    .replace(/##(?=\[|vso\[)/gi, "#\\u0023");
}
