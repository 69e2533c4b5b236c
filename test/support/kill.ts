import type { RunningCommand } from "cloudflare-cni-tools";
import type { TestStack } from "./test-stack";

/** Ends the engine and its plugins as a power cut would, and takes the lock away that they leave. */
export async function killEngine({ stack }: TestStack, running: RunningCommand): Promise<void> {
  const processes = await stack.processes();
  running.kill("SIGKILL");
  for (const { pid } of processes) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended with the others.
    }
  }
  await running.done;
  await stack.pulumi(["cancel", "--yes"]);
}

/** Looks until something is so. */
export async function until(so: () => Promise<boolean>): Promise<void> {
  while (!(await so())) await new Promise((resolve) => setTimeout(resolve, 50));
}
