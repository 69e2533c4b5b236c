/** Questions are asked of people only: without a terminal, `--yes` has to have said it. */
import { createInterface } from "node:readline/promises";
import { usageError } from "./cli-error";
import { plain } from "./output";

export interface Confirmation {
  question: string;
  /** What has to be typed. */
  answer: string;
  /** Whether `--yes` was given. */
  yes: boolean;
  signal: AbortSignal;
}

export async function confirm({ question, answer, yes, signal }: Confirmation): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw usageError("there is no terminal to ask on: say --yes to go on without being asked");
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
