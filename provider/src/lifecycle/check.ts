/** Validates the properties of a resource in preview. */
import { z } from "zod";
import { didYouMean, nearest } from "../domain/suggest";
import { looksLikeAccountId } from "../run/account-id";
import { isUnknown, type Props } from "../run/property-values";

/**
 * Returns one message for each problem of the declared properties. Unknown values are not checked. Values at a path in
 * `secrets` are never quoted.
 */
export function problemsOf(
  schema: z.ZodType,
  declared: Props,
  secrets: readonly string[] = [],
): string[] {
  const parsed = schema.safeParse(declared);
  if (parsed.success) return [];
  const misspelt = misspeltProperties(schema, parsed.error.issues);
  return parsed.error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      const prefix = issue.path.map((part) => `${String(part)}.`).join("");
      const known = propertiesAt(schema, issue.path);
      return issue.keys.map((key) =>
        withHint(
          `${prefix}${key} is not a property of this resource. Check its spelling.`,
          didYouMean(key, known),
        ),
      );
    }
    const { value, unknown } = valueAt(declared, issue.path);
    if (unknown) return [];
    const path = formatPath(issue.path);
    if (value === undefined) {
      return misspelt.has(path) ? [] : [endSentence(`${path} is required: ${issue.message}`)];
    }
    const hidden =
      secrets.includes(path) ||
      (path === "accountId" && !looksLikeAccountId(value)) ||
      (issue.code === "invalid_type" && mayBeSecret(value));
    const hint =
      issue.code === "invalid_value" && typeof value === "string"
        ? didYouMean(value, issue.values.map(String))
        : "";
    const problem = `${path}${hidden ? "" : quote(value)} is not valid: ${issue.message}`;
    return [withHint(problem, hint)];
  });
}

/**
 * Returns the paths of properties that are missing only because their names are misspelt. Each misspelt name has an
 * error of its own.
 */
function misspeltProperties(schema: z.ZodType, issues: readonly z.core.$ZodIssue[]): Set<string> {
  const missing = new Set<string>();
  for (const issue of issues) {
    if (issue.code !== "unrecognized_keys") continue;
    for (const key of issue.keys) {
      const [meant] = nearest(key, propertiesAt(schema, issue.path));
      if (meant !== undefined) missing.add(formatPath([...issue.path, meant]));
    }
  }
  return missing;
}

/** Appends a hint to a problem as a separate sentence. */
export function withHint(problem: string, hint: string): string {
  return hint === "" ? endSentence(problem) : `${endSentence(problem)} ${hint}`;
}

/** Ends a text with a full stop if it has no final punctuation. */
export function endSentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

/** Returns the names of the properties that a schema has at a path. */
export function propertiesAt(schema: z.core.$ZodType, path: PropertyKey[]): string[] {
  const [part, ...rest] = path;
  if (schema instanceof z.ZodObject) {
    const names = Object.keys(schema.shape);
    if (part === undefined) return names;
    const property: unknown = schema.shape[String(part)];
    return property instanceof z.core.$ZodType ? propertiesAt(property, rest) : [];
  }
  if (schema instanceof z.ZodPipe) return propertiesAt(schema.in, path);
  const isWrapper =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault;
  return isWrapper ? propertiesAt(schema.unwrap(), path) : [];
}

/** Whether a value of the wrong type may be a secret in the wrong property. Numbers and addresses cannot be secrets. */
function mayBeSecret(value: unknown): boolean {
  return typeof value === "string" && !/^[\da-f.:/]*$/i.test(value);
}

/** Quotes a value for a message. Objects are not quoted, because they may contain a secret. */
function quote(value: unknown): string {
  if (typeof value === "object") return "";
  const text = JSON.stringify(value) ?? String(value);
  return ` ${text.length > 80 ? `${text.slice(0, 80)}…` : text}`;
}

function formatPath(path: PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === "number" ? `[${part}]` : `${index === 0 ? "" : "."}${String(part)}`,
    )
    .join("");
}

function valueAt(root: unknown, path: PropertyKey[]): { value: unknown; unknown: boolean } {
  let value = root;
  for (const part of path) {
    if (isUnknown(value)) break;
    value = typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined;
  }
  return { value, unknown: isUnknown(value) };
}
