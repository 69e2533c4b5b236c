/** Parses a percentage such as `"99.99%"` to a part of 1. Returns `undefined` for other text, for 0 and from 100. */
export function parsePercentage(text: string): number | undefined {
  const [, digits] = /^(\d+(?:\.\d+)?)%$/.exec(text) ?? [];
  const part = Number(digits ?? 0) / 100;
  return part > 0 && part < 1 ? part : undefined;
}
