import { inert } from "./outside-text";

/**
 * Expected failure whose message says what to do. Any other error is a bug in this package.
 *
 * It has no stack, because Pulumi prints the stack of an error that a program ends with, and on Node 20 takes half a
 * minute to inspect one from an `apply`.
 */
export class CniError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(inert(message), options);
    this.stack = this.message;
  }
}

/** Returns the message of a thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
