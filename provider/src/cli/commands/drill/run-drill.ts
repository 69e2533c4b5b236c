import { setTimeout as sleep } from "node:timers/promises";
import { formatDuration } from "../../../domain/duration";
import type { Connection } from "../../account";
import { interruptedError } from "../../cli-error";
import type { CommandContext } from "../../command";
import type { RestoreFile } from "./restore-file";
import { restoreSession, withdraw } from "./withdraw";

/** Takes away, watches, and puts back in any case. Gives the ports that fell meanwhile. */
export async function runDrill(
  { api, raw }: Connection,
  file: RestoreFile,
  others: readonly string[],
  options: { for: number; every: number },
  { output, signal, interrupts }: CommandContext,
): Promise<string[]> {
  const session = file.before.cni.magic.conduit_name;
  output.note(`What is taken away is kept in ${file.path} until it is back.`);
  interrupts.hold(() => output.warn("The session is being put back: wait."));
  try {
    await withdraw(raw, file.before);
    const until = Date.now() + options.for;
    for (;;) {
      const left = until - Date.now();
      const states = await Promise.all(others.map((name) => api.getStatus(name, signal)));
      const fallen = others.filter((_, at) => states[at]?.state !== "Healthy");
      output.note(
        `${new Date().toISOString()} ${session} is away for another ${formatDuration(left)}, ${others.length - fallen.length} of ${others.length} other links Healthy`,
      );
      if (fallen.length > 0 || left <= 0) return fallen;
      await sleep(Math.min(options.every, left), undefined, { signal }).catch(() => {
        throw interruptedError();
      });
    }
  } finally {
    output.note(`Putting ${session} back`);
    await restoreSession(raw, file, (message) => output.warn(message));
    interrupts.release();
    // Told also where a failure or Ctrl-C ended it.
    output.note(`${session} is back`);
  }
}
