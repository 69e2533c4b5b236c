/** The `cni` command. */
import { CommanderError } from "commander";
import { EXIT } from "./exit-codes";
import { createProgram } from "./program";

/** Runs the command line and sets the exit code of the process. */
export async function main(argv: readonly string[]): Promise<void> {
  // A closed pipe is like a closed terminal: the command stops and restores what it changed.
  process.stdout.on("error", () => process.emit("SIGHUP", "SIGHUP"));
  process.stderr.on("error", () => {});
  try {
    await createProgram().parseAsync(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}
