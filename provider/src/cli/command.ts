/** Options, context and error reporting that all commands share. */
import { Command, Option } from "commander";
import { z } from "zod";
import { isApiError } from "../api/errors";
import { inOperation } from "../api/operation";
import { messageOf } from "../domain/errors";
import { inertJson } from "../domain/outside-text";
import { type Connection, connect } from "./account";
import { CliError, exitCodeOf, interruptedError, usageError } from "./cli-error";
import { warnAboutUnrestoredDrills } from "./commands/drill/restore-file";
import { EXIT, type ExitCode } from "./exit-codes";
import { catchInterrupts, type Interrupts } from "./interrupts";
import { Output, plain } from "./output";

const common = z.object({
  account: z.string().optional(),
  baseUrl: z.string().optional(),
  json: z.boolean().default(false),
  color: z.boolean().default(true),
  quiet: z.boolean().default(false),
  stack: z.union([z.string(), z.array(z.string())]).optional(),
  cwd: z.string().optional(),
});

/** Services that a command receives. */
export interface CommandContext {
  output: Output;
  interrupts: Interrupts;
  signal: AbortSignal;
  connect(): Promise<Connection>;
}

export interface CommandSpec<Options> {
  /** Name and arguments, such as `loa [name]`. */
  usage: string;
  summary: string;
  /** Additional paragraph for the command's own help. */
  details?: string;
  options: readonly Option[];
  /** Schema of the options by name, and of the arguments as `args`. */
  schema: z.ZodType<Options>;
  /** Whether the command reports or restores unrestored drills itself, so that no warning is needed. */
  handlesUnrestoredDrills?: boolean;
  run(options: Options, context: CommandContext): Promise<ExitCode>;
}

/** Creates a command that always ends with an exit code. */
export function createCommand<Options>(spec: CommandSpec<Options>): Command {
  const command = new Command().allowExcessArguments(false);
  const [name = "", ...args] = spec.usage.split(" ");
  command.name(name).summary(spec.summary);
  command.description([spec.summary, spec.details].filter(Boolean).join("\n\n"));
  for (const argument of args) command.argument(argument);
  for (const option of [...spec.options, ...commonOptions()]) command.addOption(option);
  return command.action(async () => {
    process.exitCode = await runCommand(command, spec);
  });
}

function commonOptions(): Option[] {
  return [
    new Option("--account <id>", "Account ID, 32 hexadecimal digits"),
    new Option("--base-url <url>", "Base URL of the API (default: Cloudflare's)"),
    new Option("--json", "Print JSON"),
    new Option("--no-color", "Print without color, even on a terminal"),
    new Option("--quiet", "Print only results and errors"),
  ];
}

async function runCommand<Options>(
  command: Command,
  spec: CommandSpec<Options>,
): Promise<ExitCode> {
  const options = common.parse(command.opts());
  const output = new Output(options);
  const interrupts = catchInterrupts();
  const { signal } = interrupts;
  const { account, baseUrl, cwd } = options;
  const stack = Array.isArray(options.stack) ? options.stack[0] : options.stack;
  const context: CommandContext = {
    output,
    interrupts,
    signal,
    connect: () => connect({ account, baseUrl, stack, cwd }),
  };
  try {
    if (!spec.handlesUnrestoredDrills) await warnAboutUnrestoredDrills(output);
    const options = parseOptions(spec.schema, { ...command.opts(), args: command.args });
    const onWait = (message: string) => output.note(message);
    return await inOperation({ signal, onWait }, () => spec.run(options, context));
  } catch (error) {
    // After a signal, any other error is only a consequence of the interruption.
    const isOwnError = error instanceof CliError || !signal.aborted;
    return reportError(isOwnError ? error : interruptedError(), output);
  } finally {
    interrupts.close();
  }
}

function parseOptions<Options>(schema: z.ZodType<Options>, options: unknown): Options {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  const sentences = result.error.issues.map(({ path, message }) => {
    const option = String(path[0] ?? "").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return option === "args" ? message : `--${option}: ${message}`;
  });
  throw usageError(sentences.join("; "));
}

/** Prints an error and returns its exit code. Unexpected errors keep their stack trace. */
function reportError(error: unknown, output: Output): ExitCode {
  const exitCode = exitCodeOf(error);
  const message = plain(messageOf(error));
  if (output.json) {
    const details = isApiError(error) ? { api: error.details } : {};
    process.stderr.write(
      `${inertJson(JSON.stringify({ error: { message, exitCode, ...details } }))}\n`,
    );
    return exitCode;
  }
  const isBug = exitCode === EXIT.bug && error instanceof Error;
  output.warn(`cni: ${isBug ? (error.stack ?? message) : message}`);
  return exitCode;
}
