import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { type Command, Option } from "commander";
import { z } from "zod";
import { messageOf } from "../../domain/errors";
import { CliError, usageError } from "../cli-error";
import { type CommandContext, createCommand } from "../command";
import { EXIT } from "../exit-codes";

const PACKAGE = "cloudflare-cni-simulator";

const schema = z.object({ from: z.string(), port: z.string() });
const snapshot = z.looseObject({ accounts: z.array(z.looseObject({ id: z.string() })).min(1) });
const manifest = z.object({ bin: z.object({ "cni-simulator": z.string() }) });
const connectionSchema = z.object({
  baseUrl: z.string(),
  pageUrl: z.string(),
  accountId: z.string(),
  token: z.string(),
  controlKey: z.string(),
});
type SimulatorConnection = z.infer<typeof connectionSchema>;

export function simulateCommand(): Command {
  return createCommand({
    usage: "simulate",
    summary: "Run the simulator with a saved snapshot",
    details: `Requires the package ${PACKAGE} in the project. Programs that use the simulator see the saved account, and nothing that they do reaches Cloudflare. Stop the simulator with Ctrl-C.`,
    options: [
      new Option("--from <file>", "File that `snapshot` wrote").makeOptionMandatory(),
      new Option("--port <number>", "Port to listen on; 0 selects a free one").default("8787"),
    ],
    schema,
    async run({ from, port }, { output, signal }) {
      const state = await readSnapshot(from);
      const [account] = snapshot.parse(state).accounts;
      const simulator = startSimulator(await findSimulator(), [
        ...["--port", port, "--json", "--exit-with-parent"],
        ...["--account", account?.id ?? ""],
      ]);
      try {
        const ready = await readConnection(simulator);
        await loadState(ready, state);
        printConnection(ready, output);
        await Promise.race([once(simulator, "close"), once(signal, "abort")]);
        return signal.aborted ? EXIT.ok : EXIT.api;
      } finally {
        simulator.kill();
      }
    },
  });
}

async function readSnapshot(file: string): Promise<unknown> {
  try {
    return snapshot.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    throw usageError(
      `--from: ${file} was not written by \`npx pulumi-cloudflare-cni snapshot\`. ${messageOf(error)}`,
    );
  }
}

/** Path of the simulator in the project, or of the one installed with this package. */
async function findSimulator(): Promise<string> {
  for (const from of [join(process.cwd(), "package.json"), __filename]) {
    try {
      const file = createRequire(from).resolve(`${PACKAGE}/package.json`);
      const { bin } = manifest.parse(JSON.parse(await readFile(file, "utf8")));
      return join(dirname(file), bin["cni-simulator"]);
    } catch {
      // Try the next location.
    }
  }
  throw usageError(`The simulator is not installed. Run \`npm install --save-dev ${PACKAGE}\`.`);
}

/** Starts the simulator, which ends with this process because its stdin closes. */
function startSimulator(bin: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [bin, ...args], { stdio: ["pipe", "pipe", "inherit"] });
}

async function readConnection(simulator: ChildProcess): Promise<SimulatorConnection> {
  if (simulator.stdout !== null) {
    for await (const line of createInterface({ input: simulator.stdout })) {
      return connectionSchema.parse(JSON.parse(line));
    }
  }
  throw new CliError("The simulator did not start.", EXIT.api);
}

async function loadState(
  { baseUrl, controlKey }: SimulatorConnection,
  state: unknown,
): Promise<void> {
  const response = await fetch(new URL("/_simulator/state", baseUrl), {
    method: "PUT",
    headers: { authorization: `Bearer ${controlKey}`, "content-type": "application/json" },
    body: JSON.stringify(state),
  });
  if (response.ok) return;
  throw new CliError(`The simulator refused the snapshot: ${await response.text()}`, EXIT.api);
}

function printConnection(ready: SimulatorConnection, output: CommandContext["output"]): void {
  if (output.json) {
    output.datum(ready);
    return;
  }
  const { baseUrl, accountId, token, pageUrl } = ready;
  output.line(`The account is simulated at ${baseUrl}. To use it in programs, set:\n`);
  output.line(`  export CLOUDFLARE_BASE_URL=${baseUrl}`);
  output.line(`  export CLOUDFLARE_ACCOUNT_ID=${accountId}`);
  output.line(`  export CLOUDFLARE_API_TOKEN=${token}\n`);
  output.line(`See it at ${pageUrl}. Stop it with Ctrl-C.`);
}
