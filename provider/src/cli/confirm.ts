/** Confirmation by a person on a terminal, or by `--yes`. */
import { usageError } from "./cli-error";
import { plain } from "./output";
import { canAsk, Questions } from "./questions";

export interface Confirmation {
  question: string;
  /** Text that the person must type. */
  answer: string;
  /** Whether `--yes` is set. */
  yes: boolean;
  signal: AbortSignal;
}

export async function confirm({ question, answer, yes, signal }: Confirmation): Promise<boolean> {
  if (yes) return true;
  if (!canAsk()) {
    throw usageError("Confirmation needs a terminal. To continue without confirmation, add --yes.");
  }
  const questions = new Questions(signal);
  try {
    return (await questions.ask(`${question} [${plain(answer)}]`)) === answer;
  } finally {
    questions.close();
  }
}
