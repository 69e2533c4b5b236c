import { CniError } from "../domain/errors";
import { UserError } from "../program/user-error";

/** Runs a function and converts errors that a user must correct to {@link UserError}, which has no stack trace. */
export function withUserErrors<T>(run: () => T, reword = (message: string) => message): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof CniError ? new UserError(reword(error.message)) : error;
  }
}
