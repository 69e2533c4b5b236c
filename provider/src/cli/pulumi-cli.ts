/** Pulumi CLI as a child process, which has access to the backend, its credentials and secrets. */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { messageOf } from "../domain/errors";
import { CliError, usageError } from "./cli-error";
import { EXIT } from "./exit-codes";
import { plain } from "./output";

/** Maximum output in bytes. The limit is high because the state of many resources is large. */
const MAX_OUTPUT = 256 * 1024 * 1024;

export interface PulumiOptions {
  /** Folder of the project. */
  cwd?: string;
  /** Text for its stdin. */
  input?: string;
}

/** Runs a command and returns its stdout. Throws if it exits with a code other than 0. */
export async function pulumi(
  args: readonly string[],
  { cwd, input }: PulumiOptions = {},
): Promise<string> {
  const all = [...args, "--non-interactive", "--color", "never"];
  let [stdout, stderr] = ["", ""];
  const child = execFile("pulumi", all, { cwd, maxBuffer: MAX_OUTPUT });
  child.stdout?.on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.on("data", (text: string) => {
    stderr += text;
  });
  child.stdin?.on("error", () => {});
  child.stdin?.end(input ?? "");
  let code: unknown;
  try {
    [code] = await once(child, "close");
  } catch (error) {
    throw usageError(
      `The Pulumi CLI could not be started. Put \`pulumi\` on PATH. ${messageOf(error)}`,
    );
  }
  if (code === 0) return stdout;
  const words = plain(stderr.trim()) || `exited with ${code}`;
  throw new CliError(`\`pulumi ${args.slice(0, 2).join(" ")}\`: ${words}`, EXIT.api);
}
