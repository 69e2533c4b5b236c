/** Checks for single values. The checks of a group's arguments are composed of them. */

import * as pulumi from "@pulumi/pulumi";
import { parseDuration } from "../domain/duration";
import { isObject } from "../domain/is-object";
import { parsePercentage } from "../domain/percentage";
import { didYouMean, unknownProperty } from "../domain/suggest";

/** Returns the problems of the value at a path, or an empty list. */
export type Check = (value: unknown, path: string) => string[];

export const acceptAny: Check = () => [];

/** Skips outputs, promises and missing values. The resources check those values once they are known. */
export function ifKnown(check: Check): Check {
  return (value, path) => {
    const isLater = pulumi.Output.isInstance(value) || value instanceof Promise;
    return value === undefined || value === null || isLater ? [] : check(value, path);
  };
}

export function object(known: Record<string, Check>, owner = "a group"): Check {
  const names = { owner, known: Object.keys(known) };
  return ifKnown((value, path) => {
    if (!isObject(value)) return [`${path}${formatValue(value)} must be an object.`];
    return Object.entries(value).flatMap(([key, one]) => {
      const check = Object.hasOwn(known, key) ? known[key] : undefined;
      const at = path === "" ? key : `${path}.${key}`;
      return check === undefined ? [unknownProperty(at, key, names)] : check(one, at);
    });
  });
}

export function oneOf(values: readonly string[]): Check {
  return ifKnown((value, path) => {
    if (typeof value === "string" && values.includes(value)) return [];
    const hint = typeof value === "string" ? didYouMean(value, values) : "";
    const rule = `${path}${formatValue(value)} must be one of ${values.join(", ")}.`;
    return [hint === "" ? rule : `${rule} ${hint}`];
  });
}

/** Accepts finite numbers that are not negative. */
export function number(unit: string): Check {
  return ifKnown((value, path) => {
    if (typeof value === "number" && Number.isFinite(value) && value >= 0) return [];
    const figure =
      typeof value === "string" ? /^(\d+(?:\.\d+)?) ?G(?:bps)?$/i.exec(value)?.[1] : "";
    const advice = figure ? `Write ${figure}.` : "Write it as a number without a unit.";
    return [`${path}${formatValue(value)} must be a number of ${unit}, 0 or more. ${advice}`];
  });
}

export const text = ifKnown((value, path) =>
  typeof value === "string" ? [] : [`${path}${formatValue(value)} must be a string.`],
);
export const flag = ifKnown((value, path) =>
  typeof value === "boolean"
    ? []
    : [`${path}${formatValue(value)} must be true or false. Read it with config.getBoolean.`],
);
export const duration = ifKnown((value, path) =>
  typeof value === "string" && parseDuration(value) !== undefined
    ? []
    : [`${path}${formatValue(value)} must be a duration such as "30s".`],
);
export const percentage = ifKnown((value, path) =>
  typeof value === "string" && parsePercentage(value) !== undefined
    ? []
    : [
        `${path}${formatValue(value)} must be a percentage above 0% and below 100%, such as "99.99%".`,
      ],
);
export const texts = ifKnown((value, path) =>
  Array.isArray(value)
    ? value.flatMap((one, at) => text(one, `${path}[${at}]`))
    : [`${path}${formatValue(value)} must be a list of strings.`],
);
export const orFalse =
  (check: Check): Check =>
  (value, path) =>
    value === false ? [] : check(value, path);

/** Formats a value for a message. Omits objects and long texts, because they may contain a secret. */
export function formatValue(value: unknown): string {
  if (typeof value === "object" || typeof value === "function" || value === undefined) return "";
  const json = typeof value === "string" ? JSON.stringify(value) : String(value);
  return json.length > 40 ? "" : ` ${json}`;
}
