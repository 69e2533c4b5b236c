import { appendFileSync } from "node:fs";
import type { RunningCommand } from "./command";

/** Log entry for an engine command. */
export interface NotedCommand {
  readonly suite: string;
  readonly command: string;
  readonly milliseconds: number;
}

/**
 * Logs the duration of a command to the file in `CNI_COMMAND_LOG`. Logs nothing if the variable is not set.
 * tools/run/reporter.mjs adds up the durations for each suite.
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
