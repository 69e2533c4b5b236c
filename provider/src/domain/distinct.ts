/** Returns the distinct values, without `undefined`. */
export function distinct<T>(values: readonly (T | undefined)[]): T[] {
  return [...new Set(values)].filter((value) => value !== undefined);
}
