import { setTimeout as sleep } from "node:timers/promises";
import { formatDuration } from "../../../domain/duration";
import type { Connection } from "../../account";
import { interruptedError } from "../../cli-error";
import type { CommandContext } from "../../command";
import type { RestoreFile } from "./restore-file";
import { restoreSession, withdraw } from "./withdraw";

/** Withdraws a session, watches the other links and always restores it. Returns the ports that were not Healthy. */
export async function runDrill(
  { api }: Connection,
  file: RestoreFile,
  others: readonly string[],
  options: { for: number; every: number },
  { output, signal, interrupts }: CommandContext,
): Promise<string[]> {
  const session = file.before.cni.magic.conduit_name;
  output.note(`${file.path} keeps the state before the drill until the session is restored.`);
  interrupts.hold(() => output.warn("Restoring the session. Wait until it is done."));
  try {
    await withdraw(api, file.before);
    const until = Date.now() + options.for;
    for (;;) {
      const left = until - Date.now();
      const states = await Promise.all(
        others.map((name) => api.interconnects.status(name, signal)),
      );
      const fallen = others.filter((_, at) => states[at]?.state !== "Healthy");
      output.note(
        `${new Date().toISOString()} ${session} is withdrawn for another ${formatDuration(left)}, ${others.length - fallen.length} of ${others.length} other links Healthy`,
      );
      if (fallen.length > 0 || left <= 0) return fallen;
      await sleep(Math.min(options.every, left), undefined, { signal }).catch(() => {
        throw interruptedError();
      });
    }
  } finally {
    output.note(`Restoring ${session}`);
    await restoreSession(api, file, (message) => output.warn(message));
    interrupts.release();
    // Also printed after a failure or Ctrl-C, which print no result.
    output.note(`Restored ${session}`);
  }
}
