import { inert } from "./outside-text";

/**
 * A failure that is told to the user in its message: expected, with a way out. Anything else that
 * is thrown is a bug of this package.
 */
export class CniError extends Error {
  override name = "CniError";

  constructor(message: string, options?: ErrorOptions) {
    super(inert(message), options);
  }
}

/** What to quote of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
