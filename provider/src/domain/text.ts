/** Words for messages, and what makes two texts the same. */

/** Only letters and digits, without case and accents. */
export function normal(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/** `"a", "b" and "c"` */
export function quoted(names: readonly string[]): string {
  return listed(names.map((name) => JSON.stringify(name)));
}

/** `a, b and c` */
export function listed(words: readonly string[]): string {
  const last = words.slice(-1);
  const rest = words.slice(0, -1).join(", ");
  return [rest, ...last].filter(Boolean).join(" and ");
}

/** By code unit: no machine's language changes the order. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** `1 port`, `2 ports` */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
