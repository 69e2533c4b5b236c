import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";

/** Result of a command. After signal n, the exit code is 128 + n, as in a shell. */
export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams, in the order in which they arrived. */
  readonly all: string;
}

/** Running command. */
export interface RunningCommand {
  readonly process: ChildProcess;
  /** Resolves when the command ends, with any exit code. Rejects only if the command cannot start. */
  readonly done: Promise<CommandResult>;
  kill(signal?: NodeJS.Signals): void;
}

export interface CommandOptions {
  readonly cwd?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Called with each line of both streams as it arrives. */
  readonly onLine?: ((line: string) => void) | undefined;
  /** Ends the command with SIGTERM. */
  readonly signal?: AbortSignal | undefined;
}

// A child of a killed command can keep the command's pipes open forever.
const PIPE_GRACE_MS = 1_000;

/**
 * Starts a command without a shell and collects its output.
 *
 * @example
 * const { stdout } = await startCommand("pulumi", ["version"]).done;
 */
export function startCommand(
  command: string,
  args: readonly string[],
  { cwd, env = process.env, onLine, signal }: CommandOptions = {},
): RunningCommand {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "", all: "" };
  const flushes = (["stdout", "stderr"] as const).map((name) => {
    let rest = "";
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      output[name] += chunk;
      output.all += chunk;
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      if (onLine) lines.forEach(onLine);
    });
    return () => rest !== "" && onLine?.(rest);
  });

  const kill = (name: NodeJS.Signals = "SIGTERM") => void child.kill(name);
  const abort = () => kill();
  signal?.addEventListener("abort", abort, { once: true });
  if (signal?.aborted) abort();

  const done = new Promise<CommandResult>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", () => {
      setTimeout(() => [child.stdout, child.stderr].map((s) => s.destroy()), PIPE_GRACE_MS).unref();
    });
    child.on("close", (code, name) => {
      for (const flush of flushes) flush();
      resolve({ exitCode: code ?? 128 + (name === null ? 0 : constants.signals[name]), ...output });
    });
  }).finally(() => signal?.removeEventListener("abort", abort));
  return { process: child, done, kill };
}
