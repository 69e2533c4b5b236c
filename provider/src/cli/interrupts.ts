/** Ctrl-C, `kill` and a terminal that was closed. */
import { interrupted } from "./cli-error";
import { EXIT } from "./exit-codes";

const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

export interface Interrupts {
  signal: AbortSignal;
  /** From now on a second signal no longer ends the process: something has to be put back. */
  hold(told: () => void): void;
  release(): void;
  close(): void;
}

export function catchInterrupts(): Interrupts {
  const controller = new AbortController();
  let held: (() => void) | undefined;
  const listener = () => {
    if (!controller.signal.aborted) controller.abort(interrupted());
    else if (held === undefined) process.exit(EXIT.interrupted);
    else held();
  };
  for (const name of SIGNALS) process.on(name, listener);
  return {
    signal: controller.signal,
    hold(told) {
      held = told;
    },
    release() {
      held = undefined;
    },
    close() {
      for (const name of SIGNALS) process.off(name, listener);
    },
  };
}
