/** How one value is judged, and how a problem is told. */

/** What is wrong with a value: the rule and the way out; undefined where nothing is. */
export type Rule = (value: unknown) => string | undefined;

/** One sentence: property, value, rule, way out. Only plain values are shown. */
export function problem(path: string, value: unknown, rule: string): string {
  if (value === undefined) return `${path} is missing: ${rule}`;
  const plain = ["string", "number", "boolean"].includes(typeof value);
  const text = plain ? ` ${JSON.stringify(value)}` : "";
  return `${path}${text.length > 80 ? `${text.slice(0, 80)}…` : text} is not valid: ${rule}`;
}

export function matches(pattern: RegExp, rule: string): Rule {
  return (value) => (typeof value === "string" && pattern.test(value) ? undefined : rule);
}

export function oneOf(values: readonly string[]): Rule {
  const rule = `it must be ${values.map((value) => `"${value}"`).join(", ")}`;
  return (value) => (values.some((one) => one === value) ? undefined : rule);
}

export function wholeNumber(least: number, most: number, rule: string): Rule {
  return (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= least && value <= most
      ? undefined
      : rule;
}

export const flag: Rule = (value) =>
  typeof value === "boolean" ? undefined : "it must be true or false";

/** For what may be left out. */
export function optional(rule: Rule): Rule {
  return (value) => (value === undefined ? undefined : rule(value));
}

/** Problems of an object's properties, each by its own rule. */
export function judge<T extends object>(
  path: string,
  object: T,
  rules: { readonly [key in keyof T]?: Rule },
): string[] {
  return Object.entries<Rule | undefined>(rules).flatMap(([key, rule]) => {
    const value: unknown = Reflect.get(object, key);
    const flaw = rule?.(value);
    return flaw === undefined ? [] : [problem(`${path}${key}`, value, flaw)];
  });
}
