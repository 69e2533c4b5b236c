/** The Pulumi CLI as a child process: it knows the backend, its credentials and the secrets. */
import { execFile } from "node:child_process";
import { once } from "node:events";
import { messageOf } from "../domain/errors";
import { CliError, usageError } from "./cli-error";
import { EXIT } from "./exit-codes";
import { plain } from "./output";

/** A state of many resources is long. */
const LONGEST_OUTPUT = 256 * 1024 * 1024;

export interface PulumiOptions {
  /** Folder of the project. */
  cwd?: string;
  /** What it reads on standard input. */
  input?: string;
}

/** Runs a command to its end and gives what it printed. */
export async function pulumi(
  args: readonly string[],
  { cwd, input }: PulumiOptions = {},
): Promise<string> {
  const all = [...args, "--non-interactive", "--color", "never"];
  let [stdout, stderr] = ["", ""];
  const child = execFile("pulumi", all, { cwd, maxBuffer: LONGEST_OUTPUT });
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
      `the Pulumi CLI could not be started, put \`pulumi\` on PATH: ${messageOf(error)}`,
    );
  }
  if (code === 0) return stdout;
  const words = plain(stderr.trim()) || `it exits with ${code}`;
  throw new CliError(`\`pulumi ${args.slice(0, 2).join(" ")}\`: ${words}`, EXIT.api);
}
