/** The `cni` command. */
import { CommanderError } from "commander";
import { EXIT } from "./exit-codes";
import { createProgram } from "./program";

/** Runs the command line; the exit code is set when it is done. */
export async function main(argv: readonly string[]): Promise<void> {
  // Nobody reads any more: as where the terminal is gone, what was begun is ended in order.
  process.stdout.on("error", () => process.emit("SIGHUP", "SIGHUP"));
  process.stderr.on("error", () => {});
  try {
    await createProgram().parseAsync(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}
