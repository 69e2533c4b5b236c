import { inert } from "./outside-text";

/**
 * An expected failure, with a way out in its message. Anything else that is thrown is a bug of this package.
 *
 * It has no stack: Pulumi prints the stack of an error that a program ends with, and takes half a minute on Node 20 to
 * inspect one from inside an `apply`.
 */
export class CniError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(inert(message), options);
    this.stack = this.message;
  }
}

/** What to quote of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
