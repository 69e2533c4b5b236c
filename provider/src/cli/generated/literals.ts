/** Text from outside in generated programs. */
import { inert } from "../../domain/outside-text";

/** Quotes text so that it cannot end the literal or control a terminal that prints it. */
export function quoted(text: string): string {
  return JSON.stringify(inert(text));
}

/** Escapes text so that it cannot end a block comment. */
export function commented(text: string): string {
  return inert(text).replaceAll("*/", "* /");
}
