import { ApiError } from "../api/errors";
import { CniError } from "../domain/errors";
import { EXIT, type ExitCode } from "./exit-codes";

/** A failure with the exit code that stands for it. */
export class CliError extends CniError {
  constructor(
    message: string,
    readonly exitCode: ExitCode,
  ) {
    super(message);
  }
}

/** What the user has to write otherwise. */
export function usageError(message: string): CliError {
  return new CliError(message, EXIT.usage);
}

/** What is not done, because of what it might break. */
export function safetyError(message: string): CliError {
  return new CliError(message, EXIT.safety);
}

export function interruptedError(): CliError {
  return new CliError("interrupted", EXIT.interrupted);
}

/** The exit code of whatever was thrown. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CliError) return error.exitCode;
  if (error instanceof ApiError) return error.details.cancelled ? EXIT.interrupted : EXIT.api;
  return error instanceof CniError ? EXIT.usage : EXIT.bug;
}
