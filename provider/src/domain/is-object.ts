/** Whether a value is an object other than null or a list. Programs load this module, so it imports nothing. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
