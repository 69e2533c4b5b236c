/** Confirmation by a person on a terminal, or by `--yes`. */
import { createInterface } from "node:readline/promises";
import { usageError } from "./cli-error";
import { plain } from "./output";

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
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw usageError("Confirmation needs a terminal. To continue without confirmation, add --yes.");
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (
      (await lines.question(`${plain(question)} [${plain(answer)}] `, { signal })).trim() === answer
    );
  } finally {
    lines.close();
  }
}
