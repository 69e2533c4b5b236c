import { fstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { z } from "zod";
import { parseDuration } from "./duration";
import { type Simulator, startSimulator } from "./simulator";

interface CliOptions {
  port: number;
  account?: string;
  token?: string;
  healthyAfter?: string;
  json?: boolean;
  exitWithParent?: boolean;
}

function port(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 65_535) {
    throw new InvalidArgumentError("It must be a number from 0 to 65535.");
  }
  return value;
}

function duration(text: string): string {
  if (parseDuration(text) === undefined) {
    throw new InvalidArgumentError("It must be a duration such as 30s, 10m or 14d.");
  }
  return text;
}

function version(): string {
  const file = join(__dirname, "..", "package.json");
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, "utf8"))).version;
}

function command(): Command {
  return new Command("cni-simulator")
    .description("The Cloudflare Network Interconnect API on loopback")
    .option("--port <number>", "port on 127.0.0.1; 0 takes any free one", port, 8787)
    .option("--account <id>", "id of the simulated account")
    .option("--token <token>", "API token to accept")
    .option(
      "--healthy-after <duration>",
      "simulator time from a port's order until it is Healthy (default: 14d, and 2m for GCP)",
      duration,
    )
    .option("--json", "print one line of JSON when ready")
    .option("--exit-with-parent", "end when the pipe on standard input closes")
    .version(version())
    .allowExcessArguments(false)
    .exitOverride();
}

function greeting({ baseUrl, accountId, token }: Simulator): string {
  return [
    `The CNI API is simulated at ${baseUrl}. Point a Pulumi program at it with`,
    "",
    `  export CLOUDFLARE_BASE_URL=${baseUrl}`,
    `  export CLOUDFLARE_ACCOUNT_ID=${accountId}`,
    `  export CLOUDFLARE_API_TOKEN=${token}`,
    "",
    "Ctrl-C ends it, and everything it knows with it.",
  ].join("\n");
}

function exitWithParent(): void {
  // Without a pipe there is no parent to wait for: /dev/null would look closed from the start.
  const stdin = fstatSync(0);
  if (stdin.isFIFO() || stdin.isSocket()) {
    process.stdin.on("end", () => process.exit(0)).resume();
  }
}

function sentence(error: unknown, port: number): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "EADDRINUSE"
    ? `Port ${port} is in use; choose another one with --port, or 0 for any.`
    : String(error);
}

/** Runs the command line. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = command();
  try {
    program.parse(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    throw error;
  }
  const { json, exitWithParent: tied, account, ...options } = program.opts<CliOptions>();
  process.on("SIGINT", () => process.exit(0));
  process.on("SIGTERM", () => process.exit(0));
  if (tied) {
    exitWithParent();
  }
  try {
    const simulator = await startSimulator({ ...options, accountId: account });
    const { baseUrl, accountId, token } = simulator;
    console.log(json ? JSON.stringify({ baseUrl, accountId, token }) : greeting(simulator));
  } catch (error) {
    console.error(sentence(error, options.port));
    process.exitCode = 1;
  }
}
