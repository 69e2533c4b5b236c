/** Formats lists for messages. Normalizes and compares text. */

/** Normalizes text to letters and digits without case and accents. */
export function normal(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Formats names as `"a", "b" and "c"`. */
export function quoted(names: readonly string[]): string {
  return listed(names.map((name) => JSON.stringify(name)));
}

/** Formats words as `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.slice(-1);
  const rest = words.slice(0, -1).join(", ");
  return [rest, ...last].filter(Boolean).join(" and ");
}

/** Compares texts by code unit, so that the order does not depend on the locale. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Formats a count as `1 port` or `2 ports`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
