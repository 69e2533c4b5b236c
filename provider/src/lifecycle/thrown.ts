/** What operations throw, in the shapes that the engine and the SDK know. */

import { CniError } from "../domain/errors";
import { inert } from "../domain/outside-text";
import type { Props } from "../run/property-values";

/** Thrown to keep an object in state although the operation did not finish. */
export class Unfinished extends Error {
  readonly reasons: string[];

  constructor(
    readonly id: string,
    readonly properties: Props,
    reason: string,
  ) {
    super(inert(reason));
    this.reasons = [this.message];
  }
}

/**
 * On a failed read or delete the SDK prints the error's stack on the stack's line, beside the
 * message on the resource's own. For an error that is meant for users, the message is enough.
 */
class ReportedError extends Error {
  override stack = "the error of the resource says why";

  override toString(): string {
    return "pulumi-cloudflare-cni";
  }
}

export async function omitStack<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    throw error instanceof CniError ? new ReportedError(error.message) : error;
  }
}
