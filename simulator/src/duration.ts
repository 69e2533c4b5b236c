const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const pattern = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

function isUnit(text: string | undefined): text is keyof typeof unitMs {
  return text !== undefined && text in unitMs;
}

/** Longest duration, 100 years in milliseconds. Adding it to any supported date gives a valid date. */
export const longest = 100 * 365 * unitMs.d;

/**
 * Parses a duration such as `500ms`, `30s`, `10m`, `2h` or `14d` to milliseconds.
 * Returns `undefined` for any other text, and for more than 100 years.
 *
 * @example
 * parseDuration("10m"); // 600000
 */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit] = pattern.exec(text) ?? [];
  const ms = isUnit(unit) ? Math.round(Number(amount) * unitMs[unit]) : Number.NaN;
  return ms <= longest ? ms : undefined;
}
