/** Prints values on one line if they fit, otherwise one field to a line. */
import {
  type Field,
  type Fields,
  hasComments,
  isFields,
  isList,
  isSecret,
  type Value,
} from "./group-program";

const WIDTH = 90;

/** How a language writes values. */
export interface Notation {
  /** Indentation of one level. */
  step: string;
  comment: string;
  scalar(value: string | number | boolean): string;
  secret(key: string): string;
  /** Text before and after the fields of an object. */
  brackets(fields: Fields): readonly [open: string, close: string];
  /** Text before the value of a field. */
  label(field: Field, of: Fields): string;
  /** Whether to put spaces inside the brackets if all fields fit on one line. */
  padded(fields: Fields): boolean;
}

export function printValue(value: Value, notation: Notation, indent: string): string {
  if (isSecret(value)) return notation.secret(value.secret);
  if (!isList(value) && !isFields(value)) return notation.scalar(value);
  const [open, close] = isList(value) ? ["[", "]"] : notation.brackets(value);
  const inner = `${indent}${notation.step}`;
  if (!hasComments(value)) {
    const parts = isList(value)
      ? value.map((one) => printValue(one, notation, inner))
      : value.fields.map((field) => printField(field, value, notation, inner));
    const space = isFields(value) && notation.padded(value) && parts.length > 0 ? " " : "";
    const line = `${open}${space}${parts.join(", ")}${space}${close}`;
    if (!line.includes("\n") && indent.length + line.length <= WIDTH) return line;
  }
  const lines = isList(value)
    ? value.map((one) => `${inner}${printValue(one, notation, inner)},`)
    : linesOf(value, notation, inner);
  return [open, ...lines, `${indent}${close}`].join("\n");
}

/** Prints the fields of an object, each with its comment before it. */
export function linesOf(fields: Fields, notation: Notation, indent: string): string[] {
  return fields.fields.flatMap((field) => [
    ...(field.comment === undefined ? [] : [`${indent}${notation.comment} ${field.comment}`]),
    `${indent}${printField(field, fields, notation, indent)},`,
  ]);
}

function printField(field: Field, of: Fields, notation: Notation, indent: string): string {
  return `${notation.label(field, of)}${printValue(field.value, notation, indent)}`;
}
