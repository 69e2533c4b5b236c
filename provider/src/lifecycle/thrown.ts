/** Errors of operations, in the forms that the engine and the SDK expect. */

import { CniError } from "../domain/errors";
import { inert } from "../domain/outside-text";
import type { Props } from "../run/property-values";

/** Error that keeps the object of an unfinished operation in the state. */
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
 * Error that the resource's progress line already reports. If a read or delete fails, the SDK also prints the stack of
 * the error. The stack is useless in an error for users.
 */
class ReportedError extends CniError {
  override stack = "see the resource's error";

  override toString(): string {
    return "pulumi-cloudflare-cni";
  }
}

/** Runs an operation and removes the stack from errors for users. */
export async function omitStack<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    throw error instanceof CniError ? new ReportedError(error.message) : error;
  }
}
