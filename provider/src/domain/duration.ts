const UNITS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d|w|y)/g;

/**
 * Parses a duration such as `"90s"`, `"1h30m"`, `"14d"` or `"2y"` (of 365 days) to milliseconds. Returns `undefined` for
 * other text and for zero.
 */
export function parseDuration(text: string): number | undefined {
  if (text.replace(PART, "") !== "") return undefined;
  const parts = [...text.matchAll(PART)];
  const total = parts.reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ""] ?? 0),
    0,
  );
  return total > 0 ? total : undefined;
}

/** Formats a duration with at most two units, such as `4s`, `12m 5s` or `3h 20m`. */
export function formatDuration(milliseconds: number): string {
  let rest = Math.max(0, Math.round(milliseconds / 1_000)) * 1_000;
  const parts: string[] = [];
  for (const unit of ["d", "h", "m", "s"]) {
    const size = UNITS[unit] ?? 1;
    if (rest >= size && parts.length < 2) parts.push(`${Math.floor(rest / size)}${unit}`);
    rest %= size;
  }
  return parts.join(" ") || "0s";
}
