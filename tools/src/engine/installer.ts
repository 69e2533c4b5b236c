import { join } from "node:path";
import { startCommand } from "../command";
import type { Acquisition } from "./acquisition";
import { ENGINE_VERSION } from "./locate";

const SCRIPT = "https://get.pulumi.com/install.sh";
const LIMIT_MINUTES = 5;

/**
 * Runs Pulumi's installation script in the same way as the Automation API. Downloads the script with curl, because the
 * script needs curl anyway and curl uses the machine's proxy.
 */
export async function runInstaller({
  root,
  work,
  env,
  report,
  signal,
}: Acquisition): Promise<void> {
  const limit = AbortSignal.timeout(LIMIT_MINUTES * 60_000);
  const options = { env, signal: AbortSignal.any([limit, ...(signal ? [signal] : [])]) };
  const script = join(work, "install.sh");

  const fetched = await startCommand(
    "curl",
    ["-fsSL", "--connect-timeout", "10", "--max-time", "30", "-o", script, SCRIPT],
    options,
  ).done.catch(() => {
    throw new Error("curl is not on PATH");
  });
  if (fetched.exitCode !== 0) throw new Error(lastLine(fetched.all) ?? `${SCRIPT} did not respond`);

  report(`installing Pulumi ${ENGINE_VERSION} with ${SCRIPT}`);
  const args = [script, "--no-edit-path", "--install-root", root, "--version", ENGINE_VERSION];
  const installed = await startCommand("/bin/sh", args, options).done;
  if (limit.aborted) throw new Error(`not finished after ${LIMIT_MINUTES} minutes`);
  if (installed.exitCode !== 0)
    throw new Error(lastLine(installed.all) ?? "the script failed without a message");
}

function lastLine(text: string): string | undefined {
  return text.trim().split("\n").pop() || undefined;
}
