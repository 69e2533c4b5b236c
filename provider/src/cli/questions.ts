/** Questions to a person on a terminal. */
import { createInterface, type Interface } from "node:readline/promises";
import { usageError } from "./cli-error";
import { plain } from "./output";

/** Whether a person can answer questions. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks on stderr, so that the result stays alone on stdout. */
export class Questions {
  private readonly lines: Interface = createInterface({
    input: process.stdin,
    output: process.stderr,
  });
  private readonly closed = new Promise<never>((_, reject) => {
    this.lines.once("close", () => reject(usageError("The question was not answered.")));
  });

  constructor(private readonly signal: AbortSignal) {
    // The terminal is in raw mode, so Ctrl-C is a character here.
    this.lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
    this.closed.catch(() => {});
  }

  async ask(question: string): Promise<string> {
    const answer = this.lines.question(`${plain(question)} `, { signal: this.signal });
    return (await Promise.race([answer, this.closed])).trim();
  }

  /** Asks until `parse` accepts the answer. It throws an error that says what is wrong with an answer. */
  async askUntilValid<Value>(question: string, parse: (answer: string) => Value): Promise<Value> {
    for (;;) {
      const answer = await this.ask(question);
      try {
        return parse(answer);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        process.stderr.write(`${plain(error.message)}\n`);
      }
    }
  }

  close(): void {
    this.lines.close();
  }
}
