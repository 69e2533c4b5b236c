import { inert } from "./outside-text";

/**
 * Expected failure. Its message contains advice for the user. Any other error is a bug in this package.
 *
 * The error has no stack. Pulumi prints the stack of an error that ends a program, and on Node 20 it takes half a
 * minute to inspect a stack from an `apply`.
 */
export class CniError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(inert(message), options);
    this.stack = this.message;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
