import { appendFileSync } from "node:fs";
import type { RunningCommand } from "./command";

/** A command of the engine, as a test run notes it. */
export interface NotedCommand {
  readonly suite: string;
  readonly command: string;
  readonly milliseconds: number;
}

/**
 * Notes how long a command took, in the file that `CNI_COMMAND_LOG` names: tools/run/reporter.mjs adds them up for each
 * suite. Without it, nothing is noted.
 */
export function noteCommand(command: string, { done }: RunningCommand): void {
  const { CNI_COMMAND_LOG: file, CNI_SUITE: suite = "" } = process.env;
  if (!file) return;
  const started = Date.now();
  const note = () => {
    const noted: NotedCommand = { suite, command, milliseconds: Date.now() - started };
    appendFileSync(file, `${JSON.stringify(noted)}\n`);
  };
  void done.then(note, () => {});
}
