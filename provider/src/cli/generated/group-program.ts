/** Program with one `InterconnectGroup`, in no language. */

/** Value of an argument. */
export type Value = string | number | boolean | Secret | readonly Value[] | Fields;

/** Key of the stack's configuration whose value is a secret. */
export interface Secret {
  secret: string;
}

/** Object: of a type of the package, or from names to values if it has none. */
export interface Fields {
  /** Type in the package's schema, such as `Demand`. */
  type?: string;
  fields: readonly Field[];
}

export interface Field {
  name: string;
  value: Value;
  /** Comment of one line. */
  comment?: string;
}

export interface GroupProgram {
  /** Lines of the comment at its beginning. */
  about: readonly string[];
  /** Name and description of the project. */
  project: { name: string; description: string };
  group: { name: string; args: readonly Field[] };
  /** Outputs of the group that become outputs of the stack. */
  outputs: readonly { name: string; comment?: string }[];
  /** Keys of the secrets in the arguments. */
  secrets: readonly string[];
}

/** Returns the fields whose value is set. */
export function fieldsOf(
  values: Readonly<Record<string, Value | undefined>>,
  comments: Readonly<Record<string, string>> = {},
): Field[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [{ name, value, ...(comments[name] && { comment: comments[name] }) }],
  );
}

/** Returns an object of a type, or `undefined` if no field is set. */
export function typed(
  type: string,
  values: Readonly<Record<string, Value | undefined>>,
): Fields | undefined {
  const fields = fieldsOf(values);
  return fields.length > 0 ? { type, fields } : undefined;
}

export function isFields(value: Value): value is Fields {
  return typeof value === "object" && "fields" in value;
}

export function isSecret(value: Value): value is Secret {
  return typeof value === "object" && "secret" in value;
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether a value contains a comment, and therefore takes several lines. */
export function hasComments(value: Value): boolean {
  if (isList(value)) return value.some(hasComments);
  return (
    isFields(value) &&
    value.fields.some(({ comment, value }) => comment !== undefined || hasComments(value))
  );
}
