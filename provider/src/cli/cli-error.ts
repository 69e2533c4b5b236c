import { ApiError } from "../api/errors";
import { CniError } from "../domain/errors";
import { EXIT, type ExitCode } from "./exit-codes";

/** Error with the exit code of the command. */
export class CliError extends CniError {
  constructor(
    message: string,
    readonly exitCode: ExitCode,
  ) {
    super(message);
  }
}

/** Creates an error for an invalid command line or configuration. */
export function usageError(message: string): CliError {
  return new CliError(message, EXIT.usage);
}

/** Creates an error for an action that is refused because it might break something. */
export function safetyError(message: string): CliError {
  return new CliError(message, EXIT.safety);
}

export function interruptedError(): CliError {
  return new CliError("interrupted", EXIT.interrupted);
}

/** Exit code for any thrown value. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CliError) return error.exitCode;
  if (error instanceof ApiError) return error.details.cancelled ? EXIT.interrupted : EXIT.api;
  return error instanceof CniError ? EXIT.usage : EXIT.bug;
}
