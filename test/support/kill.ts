import type { RunningCommand } from "cloudflare-cni-tools";
import type { TestStack } from "./test-stack";

/** Kills the engine and its plugins at once, as a power cut does, and removes the lock of the stack. */
export async function killEngine({ stack }: TestStack, running: RunningCommand): Promise<void> {
  const processes = await stack.processes();
  running.kill("SIGKILL");
  for (const { pid } of processes) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // The process has ended in the meantime.
    }
  }
  await running.done;
  await stack.pulumi(["cancel", "--yes"]);
}

/** Polls a condition every 50 ms until it is true. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 50));
}
