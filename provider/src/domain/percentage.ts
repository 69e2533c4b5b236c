/**
 * Parses a percentage such as `"99.99%"` to a share of 1. Returns `undefined` for other text, for 0%, and for 100% or
 * more.
 */
export function parsePercentage(text: string): number | undefined {
  const [, digits] = /^(\d+(?:\.\d+)?)%$/.exec(text) ?? [];
  const part = Number(digits ?? 0) / 100;
  return part > 0 && part < 1 ? part : undefined;
}
