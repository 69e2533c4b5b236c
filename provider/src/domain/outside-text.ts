/** Makes text from outside this package safe to print: API responses, names in an account, and output of programs. */
import { stripVTControlCharacters } from "node:util";

/** Matches control characters (C0 and C1), line separators, and characters that reorder or hide text. */
const INVISIBLE = /[\p{Cc}\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * Makes text safe to print ("inert"). Removes escape sequences, control characters and bidirectional characters, which
 * terminals interpret. Defuses `<{%…%}>`, on which the Pulumi engine panics, and `::error::` and `##[…]`, which the CI
 * runners of GitHub and Azure execute. Keeps line feeds and tabs.
 */
export function inert(text: string): string {
  return stripVTControlCharacters(text)
    .replace(INVISIBLE, (one) => (one === "\n" || one === "\t" ? one : " "))
    .replace(/<\{(?=%)/g, "<{ ")
    .replace(/%(?=\}>)/g, "% ")
    .replace(/^(\s*):(?=:[a-z-]+(?:\s|::))/gim, "$1: ")
    .replace(/##(?=\[|vso\[)/gi, "# #");
}

/** Whether text is already safe to print. */
export function isInert(text: string): boolean {
  return inert(text) === text;
}

/**
 * Copies a JSON value and makes all its text safe to print. Does not change objects for which `skips` returns `true`.
 */
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

/** Converts text to one line that is safe to print. */
export function inertLine(text: string): string {
  return inert(text.replace(/\s+/g, " ")).trim();
}

/** Makes JSON safe to print without changing its value. */
export function inertJson(json: string): string {
  return json
    .replace(INVISIBLE, (one) =>
      one === "\n" ? one : `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
    )
    .replace(/<(?=\{%)/g, "\\u003c")
    .replace(/##(?=\[|vso\[)/gi, "#\\u0023");
}
