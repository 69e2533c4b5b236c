import { fstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { parseDuration } from "./duration";
import { Behaviour, type BehaviourChanges } from "./network/behaviour";
import type { ClockMode } from "./network/clock";
import { type Simulator, startSimulator } from "./simulator";

interface CliOptions {
  port: number;
  listen?: string;
  exposeToNetwork?: boolean;
  account?: string;
  token?: string;
  readOnlyToken?: string;
  controlKey?: string;
  healthyAfter?: string;
  clock?: ClockMode;
  behaviour?: BehaviourChanges;
  rateLimit: boolean;
  data?: string;
  json?: boolean;
  exitWithParent?: boolean;
}

function parsePort(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 65_535) {
    throw new InvalidArgumentError("It must be a number from 0 to 65535.");
  }
  return value;
}

function validateDuration(text: string): string {
  if (parseDuration(text) === undefined) {
    throw new InvalidArgumentError("It must be a duration such as 30s, 10m or 14d.");
  }
  return text;
}

const defaults: Readonly<Record<string, unknown>> = Behaviour.parse({});

/** Adds one `switch=value`. The result omits the other switches, because the state file may set them. */
function parseBehaviour(text: string, before: BehaviourChanges = {}): BehaviourChanges {
  const [, name = "", value = ""] = /^(\w+)=(.*)$/.exec(text) ?? [];
  const merged = { ...before, [name]: typeof defaults[name] === "number" ? Number(value) : value };
  const parsed = Behaviour.safeParse(merged);
  if (!parsed.success) {
    throw new InvalidArgumentError(
      name in Behaviour.shape
        ? `${parsed.error.issues.map(({ message }) => message).join("; ")}.`
        : `It must be <switch>=<value>. The switches are ${Object.keys(Behaviour.shape).join(", ")}.`,
    );
  }
  const changes: BehaviourChanges = parsed.data;
  for (const other of Behaviour.keyof().options) {
    if (!(other in merged)) {
      delete changes[other];
    }
  }
  return changes;
}

function readVersion(): string {
  const file = join(__dirname, "..", "package.json");
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, "utf8"))).version;
}

function createCommand(): Command {
  return new Command("cni-simulator")
    .description("Run the Cloudflare Network Interconnect API on loopback")
    .option("--port <number>", "Port to listen on; 0 selects a free one", parsePort, 8787)
    .option("--listen <address>", "Address to listen on", "127.0.0.1")
    .option(
      "--expose-to-network",
      "Allow --listen beyond loopback: anyone who can reach the address can order, delete and read MD5 keys with a token sent in clear text",
    )
    .option("--account <id>", "ID of the simulated account")
    .option("--token <token>", "API token to accept")
    .option("--read-only-token <token>", "Second API token, with read access only")
    .option("--control-key <key>", "Key to the controls (default: a new one at every start)")
    .option(
      "--healthy-after <duration>",
      "Simulator time from an order until the port is Healthy (default: 14d, and 2m for GCP)",
      validateDuration,
    )
    .addOption(
      new Option(
        "--clock <mode>",
        "Follow real time, or stand still until advanced (default: the mode in the --data file, or real)",
      ).choices(["real", "virtual"]),
    )
    .option(
      "--behaviour <switch=value>",
      "Change the answer to an open question about the real API; repeatable",
      parseBehaviour,
    )
    .option("--no-rate-limit", "Disable the limit of 1,200 requests in five minutes")
    .option("--data <file>", "Keep the state in this file across restarts")
    .option("--json", "Print one line of JSON when ready")
    .option("--exit-with-parent", "Exit when the pipe on standard input closes")
    .version(readVersion(), "-V, --version", "Print the version")
    .helpOption("-h, --help", "Show this help")
    .allowExcessArguments(false)
    .exitOverride();
}

function formatGreeting(
  { baseUrl, pageUrl, accountId, token, controlKey }: Simulator,
  data?: string,
): string {
  return [
    `The simulated CNI API is at ${baseUrl}. Point a Pulumi program at it:`,
    "",
    `  export CLOUDFLARE_BASE_URL=${baseUrl}`,
    `  export CLOUDFLARE_ACCOUNT_ID=${accountId}`,
    `  export CLOUDFLARE_API_TOKEN=${token}`,
    "",
    `Control the simulator at ${pageUrl}, or with curl and this key:`,
    "",
    `  export CNI_SIMULATOR_KEY=${controlKey}`,
    "",
    data === undefined
      ? "Press Ctrl-C to stop and discard the state."
      : `Press Ctrl-C to stop. The state is kept in ${data}.`,
  ].join("\n");
}

function onParentExit(end: () => void): void {
  // Only a pipe or a socket shows that the parent has exited. /dev/null looks closed from the start.
  const stdin = fstatSync(0);
  if (stdin.isFIFO() || stdin.isSocket()) {
    process.stdin.on("end", end).resume();
  }
}

function describeError(error: unknown, port: number): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return `Port ${port} is in use. Choose another one with --port, or 0 for any free one.`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Runs the command line. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = createCommand();
  try {
    program.parse(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    throw error;
  }
  const { json, exitWithParent, account, ...options } = program.opts<CliOptions>();
  let simulator: Simulator | undefined;
  function end(): void {
    (simulator?.close() ?? Promise.resolve()).finally(() => process.exit(0));
  }
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  if (exitWithParent) {
    onParentExit(end);
  }
  try {
    simulator = await startSimulator({ ...options, accountId: account });
    const { baseUrl, pageUrl, accountId, token, controlKey } = simulator;
    const connection = { baseUrl, pageUrl, accountId, token, controlKey };
    console.log(json ? JSON.stringify(connection) : formatGreeting(simulator, options.data));
  } catch (error) {
    console.error(describeError(error, options.port));
    process.exitCode = 1;
  }
}
