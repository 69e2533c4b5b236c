/** Speeds of ports in all spellings that the API may use. */

const MEGABITS: Record<string, number> = { "": 1, K: 0.001, M: 1, G: 1_000, T: 1_000_000 };

/**
 * Parses a speed such as `10G`, `10 Gbps`, `10000` or `10GBASE-LR` to megabits per second. Returns
 * `undefined` for other text, such as the placeholder of a value that preview does not know.
 */
function megabitsOf(speed: string): number | undefined {
  const [, amount, unit] = /^\s*(\d+(?:\.\d+)?)\s*(?:([KMGT])|(?![a-z\d.]))/i.exec(speed) ?? [];
  return amount === undefined
    ? undefined
    : Number(amount) * (MEGABITS[(unit ?? "").toUpperCase()] ?? 1);
}

/** Parses a speed to gigabits per second. Returns `undefined` for other text. */
export function gigabitsOf(speed: string | undefined): number | undefined {
  const megabits = speed === undefined ? undefined : megabitsOf(speed);
  return megabits === undefined ? undefined : megabits / 1_000;
}

/** Whether two speeds are known to differ. A speed that cannot be parsed never counts as different. */
export function speedsDiffer(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const [first, second] = [megabitsOf(one), megabitsOf(other)];
  return first !== undefined && second !== undefined && first !== second;
}

/**
 * Formats a rate in gigabits per second.
 *
 * @example formatGbps(0.1) // "0.1 Gbps"
 */
export function formatGbps(rate: number): string {
  return `${Number(rate.toFixed(3))} Gbps`;
}
