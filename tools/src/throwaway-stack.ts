import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommandResult, type RunningCommand, startCommand } from "./command";
import { noteCommand } from "./command-log";
import { type Engine, findEngine } from "./engine";
import { type LeftoverProcess, processesWith } from "./leftovers";
import { createProgram, type ProgramFiles } from "./program";
import { ProgramHost } from "./program-host";
import type { Checkpoint, PreviewDocument, StackState } from "./stack-documents";
import { stackEnvironment } from "./stack-environment";

export interface ThrowawayStackOptions {
  /** Folder of a Pulumi project, or the files of a new project. */
  readonly program: string | ProgramFiles;
  readonly name?: string;
  /** Variables to add to the environment of {@link stackEnvironment}. */
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: Readonly<Record<string, string | { readonly secret: string }>>;
  readonly engine?: Engine;
  /**
   * Whether each command starts a process for the program, as it does for users. By default, a {@link ProgramHost} runs
   * the program, which changes only the program's own output and the first line of an unexpected error.
   */
  readonly programProcess?: boolean;
}

export interface PulumiOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly onLine?: (line: string) => void;
}

export interface PulumiRunOptions extends PulumiOptions {
  /** Expected exit code. With any other exit code, the command throws an error with its output. @default 0 */
  readonly expectExitCode?: number | "any";
}

export interface OperationOptions extends PulumiRunOptions {
  /** Further arguments, such as `--diff` or `--refresh`. */
  readonly args?: readonly string[];
}

/** Key of each encrypted value in a state. */
const SECRET_SIGNATURE = "4dabf18193072939515e22adb298388d";
const RUNS_PROGRAM = new Set(["preview", "up"]);
const TAKES_CONFIG_FILE = new Set(["preview", "up", "refresh", "destroy", "import", "config"]);

/**
 * Stack on a local backend in a temporary folder. The real CLI manages the stack, so that tests see what users see.
 * Nothing is written to the program's folder.
 *
 * @example
 * const stack = await ThrowawayStack.create({ program: "examples/quickstart" });
 * try {
 *   await stack.up();
 *   console.log(await stack.outputs());
 * } finally {
 *   await stack.dispose();
 * }
 */
export class ThrowawayStack {
  readonly backendDir: string;
  readonly programDir: string;
  /** Environment of every command. */
  readonly env: Readonly<Record<string, string | undefined>>;
  #statePath = "";
  #emptyState = "";
  readonly #dir: string;
  readonly #pulumi: string;
  readonly #configFile: string;
  #host: ProgramHost | undefined;

  private constructor(dir: string, programDir: string, name: string, engine: Engine, env: object) {
    this.#dir = dir;
    this.#pulumi = join(engine.bin, "pulumi");
    this.#configFile = join(dir, "config", `Pulumi.${name}.yaml`);
    this.backendDir = join(dir, "backend");
    this.programDir = programDir;
    this.env = {
      ...stackEnvironment(engine, this.backendDir, name),
      // Folder of the order journal.
      XDG_STATE_HOME: join(dir, "state"),
      ...env,
    };
  }

  static async create({
    program,
    name = "dev",
    env = {},
    config = {},
    engine,
    programProcess = false,
  }: ThrowawayStackOptions): Promise<ThrowawayStack> {
    const used = engine ?? (await theEngine());
    const dir = await realpath(await mkdtemp(join(tmpdir(), "cni-stack-")));
    try {
      for (const folder of ["backend", "config"]) await mkdir(join(dir, folder));
      const programDir =
        typeof program === "string" ? await realpath(program) : await createProgram(program, dir);
      const stack = new ThrowawayStack(dir, programDir, name, used, env);
      if (!programProcess) stack.#host = new ProgramHost();
      await stack.#init(name, config);
      return stack;
    } catch (error) {
      await rm(dir, { recursive: true, force: true });
      throw error;
    }
  }

  // `stack init` writes the stack's configuration next to Pulumi.yaml, so the command runs in a folder with a copy.
  async #init(name: string, config: NonNullable<ThrowawayStackOptions["config"]>): Promise<void> {
    const copies = join(this.#dir, "config");
    await copyFile(join(this.programDir, "Pulumi.yaml"), join(copies, "Pulumi.yaml"));
    await copyFile(join(this.programDir, `Pulumi.${name}.yaml`), this.#configFile).catch(() => {});
    await this.pulumi(["stack", "init", name, "--no-select", "--cwd", copies]);
    const [project = ""] = await readdir(join(this.backendDir, ".pulumi/stacks"));
    this.#statePath = join(this.backendDir, ".pulumi/stacks", project, `${name}.json`);
    this.#emptyState = await readFile(this.#statePath, "utf8");

    const values = Object.entries(config).flatMap(([key, value]) =>
      typeof value === "string"
        ? ["--plaintext", `${key}=${value}`]
        : ["--secret", `${key}=${value.secret}`],
    );
    if (values.length > 0) await this.pulumi(["config", "set-all", ...values]);
  }

  /** State file in the backend. */
  get statePath(): string {
    return this.#statePath;
  }

  /** Starts a command and leaves it running, so that the caller can signal or watch it. */
  start(args: readonly string[], { env, onLine }: PulumiOptions = {}): RunningCommand {
    const [command = ""] = args;
    const ours = ["--non-interactive", "--color", "never"];
    if (TAKES_CONFIG_FILE.has(command)) ours.push("--config-file", this.#configFile);
    const options = { cwd: this.programDir, env: { ...this.env, ...env }, onLine };
    const running = startCommand(this.#pulumi, [...args, ...ours], options);
    noteCommand(command, running);
    return running;
  }

  /** Runs a command and waits until it ends. */
  async pulumi(args: readonly string[], options: PulumiRunOptions = {}): Promise<CommandResult> {
    const { expectExitCode = 0, ...rest } = options;
    const succeeds = expectExitCode === 0;
    const result = await (succeeds ? this.#hosted(args, rest) : this.start(args, rest).done);
    if (expectExitCode !== "any" && result.exitCode !== expectExitCode) {
      const said = `exits with ${result.exitCode}, not ${expectExitCode}`;
      throw new Error(`\`pulumi ${args.join(" ")}\` ${said}:\n${result.all.trim()}`);
    }
    return result;
  }

  /** Runs a command in a {@link ProgramHost}. Use it only if the command must succeed: a failing program may never end there. */
  #hosted(args: readonly string[], { env, onLine }: PulumiOptions): Promise<CommandResult> {
    const [command = ""] = args;
    const host = this.#host;
    if (!host || !RUNS_PROGRAM.has(command)) return this.start(args, { env, onLine }).done;
    return host.serve({ dir: this.programDir, env: { ...this.env, ...env } }, (address) => {
      const inline = address ? [`--client=${address}`, "--exec-kind=auto.inline"] : [];
      const watch = (line: string) => {
        if (/\berror: /.test(line)) host.close();
        onLine?.(line);
      };
      return this.start([...args, ...inline], { env, onLine: watch }).done;
    });
  }

  up(options?: OperationOptions): Promise<CommandResult> {
    return this.#operate("up", options);
  }

  preview({ args = [], ...options }: OperationOptions = {}): Promise<CommandResult> {
    return this.pulumi(["preview", ...args], options);
  }

  refresh(options?: OperationOptions): Promise<CommandResult> {
    return this.#operate("refresh", options);
  }

  destroy(options?: OperationOptions): Promise<CommandResult> {
    return this.#operate("destroy", options);
  }

  #operate(command: string, { args = [], ...options }: OperationOptions = {}) {
    return this.pulumi([command, "--yes", "--skip-preview", ...args], options);
  }

  /** Runs a preview and returns its steps. */
  async previewJson({ args = [], ...options }: OperationOptions = {}): Promise<PreviewDocument> {
    const { stdout } = await this.pulumi(["preview", "--json", ...args], options);
    const document: PreviewDocument = JSON.parse(stdout);
    return document;
  }

  /** Returns the state that is saved on disk, with encrypted secrets. */
  async state(): Promise<StackState> {
    const file: Checkpoint = JSON.parse(await readFile(this.statePath, "utf8"));
    return { resources: [], ...file.checkpoint.latest };
  }

  /** Returns the stack outputs as `pulumi stack output --json` prints them. */
  async outputs({ showSecrets = false } = {}): Promise<Record<string, unknown>> {
    if (showSecrets) {
      const { stdout } = await this.pulumi(["stack", "output", "--json", "--show-secrets"]);
      return JSON.parse(stdout);
    }
    // The state file contains the outputs. Only decrypting secrets requires a command.
    const { resources } = await this.state();
    const outputs = resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs;
    return JSON.parse(JSON.stringify(outputs ?? {}, maskSecret));
  }

  /** Empties the state and the order journal. Keeps the configuration and all objects at the API. */
  async forget(): Promise<void> {
    await writeFile(this.#statePath, this.#emptyState);
    await rm(join(this.#dir, "state"), { recursive: true, force: true });
  }

  /** Returns the running processes of this stack: the CLI, its language host and its providers. */
  processes(): Promise<LeftoverProcess[]> {
    return processesWith(`PULUMI_BACKEND_URL=${this.env.PULUMI_BACKEND_URL}\0`);
  }

  /** Ends running processes and removes the folder. Objects that the program created remain. */
  async dispose(): Promise<void> {
    this.#host?.close();
    for (const { pid } of await this.processes()) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // The process has ended in the meantime.
      }
    }
    await rm(this.#dir, { recursive: true, force: true, maxRetries: 3 });
  }
}

function maskSecret(_key: string, value: unknown): unknown {
  const isSecret = typeof value === "object" && value !== null && SECRET_SIGNATURE in value;
  return isSecret ? "[secret]" : value;
}

let found: Engine | undefined;

/** Returns the engine from CNI_ENGINE, which a test run sets, because each search runs `pulumi version`. */
async function theEngine(): Promise<Engine> {
  const { CNI_ENGINE: json } = process.env;
  found ??= json ? JSON.parse(json) : await findEngine();
  if (!found) throw new Error("The Pulumi CLI is missing. Run `npm run demo` to install it.");
  return found;
}
