/** Whether a value is an object, but not null or an array. Programs load this module, so it must import nothing. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
