/** Rules for single values, and the wording of their problems. */
import { FACTS } from "../domain/facts";
import { didYouMean, unknownProperty } from "../domain/suggest";

/** Checks a value. Returns the broken rule with advice, or `undefined` if the value is valid. */
export type Rule = (value: unknown) => string | undefined;

/** Formats a problem with its property, value and rule. Shows only strings, numbers and booleans. */
export function describeProblem(path: string, value: unknown, rule: string): string {
  if (value === undefined) return `${path} is required: ${rule}`;
  const text = formatValue(value);
  return `${path}${text.length > 80 ? `${text.slice(0, 80)}…` : text} is not valid: ${rule}`;
}

/** Formats a value. JSON would show NaN as null. */
function formatValue(value: unknown): string {
  if (typeof value === "string") return ` ${JSON.stringify(value)}`;
  return typeof value === "number" || typeof value === "boolean" ? ` ${value}` : "";
}

export function matches(pattern: RegExp, rule: string): Rule {
  return (value) => (typeof value === "string" && pattern.test(value) ? undefined : rule);
}

export function oneOf(values: readonly string[]): Rule {
  const rule = `it must be one of ${values.map((value) => `"${value}"`).join(", ")}.`;
  return (value) => {
    if (values.some((one) => one === value)) return undefined;
    const hint = typeof value === "string" ? didYouMean(value, values) : "";
    return hint === "" ? rule : `${rule} ${hint}`;
  };
}

export function wholeNumber(min: number, max: number, rule: string): Rule {
  return (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= min && value <= max
      ? undefined
      : rule;
}

export const booleanRule: Rule = (value) =>
  typeof value === "boolean" ? undefined : "it must be true or false.";

/** Returns the rule for a hold time. A value above Cloudflare's own hold time would have no effect. */
export function holdTimeRule(platform: unknown): Rule {
  const least = platform === "junos" ? 10 : 3;
  const most = FACTS.holdTimeCni.value;
  const rule = `it must be a whole number of seconds from ${least} to ${most}.`;
  return wholeNumber(least, most, platform === "junos" ? `on junos, ${rule}` : rule);
}

/** Returns a rule that also accepts `undefined`. */
export function optional(rule: Rule): Rule {
  return (value) => (value === undefined ? undefined : rule(value));
}

/** Rule for properties that another check covers, because it compares several properties. */
export const checkedElsewhere: Rule = () => undefined;

/** Checks each property of an object against its rule. Reports unknown properties. */
export function checkProperties(
  path: string,
  object: object,
  owner: string,
  rules: Readonly<Record<string, Rule>>,
): string[] {
  const known = Object.keys(rules);
  return [
    ...Object.keys(object)
      .filter((key) => !known.includes(key))
      .map((key) => unknownProperty(`${path}${key}`, key, { owner, known })),
    ...Object.entries(rules).flatMap(([key, rule]) => {
      const value: unknown = Reflect.get(object, key);
      const violation = rule(value);
      return violation === undefined ? [] : [describeProblem(`${path}${key}`, value, violation)];
    }),
  ];
}
