/** Handling of Ctrl-C, `kill` and a closed terminal. */
import { interruptedError } from "./cli-error";
import { EXIT } from "./exit-codes";

const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

export interface Interrupts {
  signal: AbortSignal;
  /** Prevents a second signal from ending the process, so that a session can be restored. */
  hold(onRepeat: () => void): void;
  release(): void;
  close(): void;
}

export function catchInterrupts(): Interrupts {
  const controller = new AbortController();
  let onRepeatedSignal: (() => void) | undefined;
  const listener = () => {
    if (!controller.signal.aborted) controller.abort(interruptedError());
    else if (onRepeatedSignal === undefined) process.exit(EXIT.interrupted);
    else onRepeatedSignal();
  };
  for (const name of SIGNALS) process.on(name, listener);
  return {
    signal: controller.signal,
    hold(onRepeat) {
      onRepeatedSignal = onRepeat;
    },
    release() {
      onRepeatedSignal = undefined;
    },
    close() {
      for (const name of SIGNALS) process.off(name, listener);
    },
  };
}
