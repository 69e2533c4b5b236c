/** Runs the built command as a child process against a simulated account, in the same way as a user. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { type Simulator, type SimulatorOptions, startSimulator } from "cloudflare-cni-simulator";
import { findEngine } from "cloudflare-cni-tools";

const BIN = resolve(__dirname, "../../provider/bin/cni.js");

export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Port {
  name: string;
  slotId: string;
}

export interface TerminalSize {
  columns: number;
  rows: number;
}

export interface RunningCommand {
  child: ChildProcess;
  done: Promise<Run>;
  /** Waits until either stream contains the text. */
  waitForOutput(text: string): Promise<void>;
  /** Everything printed to stdout so far. */
  output(): string;
}

export class CliTestAccount {
  readonly folder = mkdtempSync(join(tmpdir(), "cni-cli-"));

  private constructor(
    readonly simulator: Simulator,
    private readonly engineBin: string,
  ) {}

  static async open(options?: SimulatorOptions): Promise<CliTestAccount> {
    const simulator = await startSimulator({ healthyAfter: "1ms", rateLimit: false, ...options });
    const engine = await findEngine();
    return new CliTestAccount(simulator, engine?.bin ?? "");
  }

  async close(): Promise<void> {
    await this.simulator.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Environment variables that select the account and its credentials. */
  get account(): Record<string, string> {
    const { baseUrl, accountId, token } = this.simulator;
    return {
      CLOUDFLARE_BASE_URL: baseUrl,
      CLOUDFLARE_ACCOUNT_ID: accountId,
      CLOUDFLARE_API_TOKEN: token,
    };
  }

  get env(): Record<string, string> {
    return {
      ...Object.fromEntries(
        Object.entries(process.env).flatMap(([name, value]) =>
          value === undefined ||
          /^(CLOUDFLARE_|PULUMI_|JEST_|FORCE_COLOR|NO_COLOR|NODE_EXTRA_CA_CERTS)/.test(name)
            ? []
            : [[name, value]],
        ),
      ),
      ...this.account,
      PATH: [this.engineBin, process.env.PATH].filter(Boolean).join(delimiter),
      // An empty backend makes the tests independent of the machine.
      PULUMI_BACKEND_URL: `file://${this.folder}`,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      XDG_STATE_HOME: join(this.folder, "state"),
      TERM: "xterm-256color",
    };
  }

  /** Starts the command without a terminal. */
  start(args: readonly string[], env: Record<string, string> = {}): RunningCommand {
    return observe(
      spawn(process.execPath, [BIN, ...args], {
        cwd: this.folder,
        env: { ...this.env, ...env },
        stdio: ["ignore", "pipe", "pipe"],
      }),
    );
  }

  run(args: readonly string[], env?: Record<string, string>): Promise<Run> {
    return this.start(args, env).done;
  }

  /** Starts the command on a terminal with 100 columns. Types `typed` once the command asks a question. */
  startOnTerminal(
    args: readonly string[],
    typed = "",
    { columns, rows }: TerminalSize = { columns: 100, rows: 40 },
  ): RunningCommand {
    const command = [process.execPath, BIN, ...args].map((word) => `'${word}'`).join(" ");
    const child = spawn(
      "script",
      ["-qec", `stty cols ${columns} rows ${rows}; ${command}`, "/dev/null"],
      {
        cwd: this.folder,
        env: { ...this.env, SHELL: "/bin/sh" },
        stdio: ["pipe", "pipe", "pipe"],
      },
    );
    const run = observe(child);
    if (typed !== "") void run.waitForOutput("[").then(() => child.stdin?.write(`${typed}\r`));
    return run;
  }

  runOnTerminal(args: readonly string[], typed?: string, size?: TerminalSize): Promise<Run> {
    return this.startOnTerminal(args, typed, size).done;
  }

  /** Sends a request to the API without the client under test. */
  async call(method: string, path: string, body?: object): Promise<unknown> {
    const { baseUrl, accountId, token } = this.simulator;
    const response = await fetch(`${baseUrl}/accounts/${accountId}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} from ${method} ${path}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  /** Orders a port on the first free 10G slot at a site. */
  async port(site: string): Promise<Port> {
    const slots = await this.simulator.control.slots();
    const slot = slots.find((one) => one.site === site && one.speed === "10G" && !one.occupied);
    if (slot === undefined) throw new Error(`Site ${site} has no free slot.`);
    const account = this.simulator.accountId;
    await this.call("POST", "/cni/interconnects", { account, type: "direct", slot_id: slot.id });
    const { interconnects } = await this.simulator.control.state();
    const port = interconnects.find((one) => one.type === "direct" && one.slot_id === slot.id);
    if (port === undefined) throw new Error("The simulator did not order the port.");
    return { name: port.name, slotId: slot.id };
  }

  async session(interconnect: string, name: string, bgp?: object): Promise<void> {
    await this.call("POST", "/cni/cnis", {
      account: this.simulator.accountId,
      interconnect,
      magic: { conduit_name: name, description: `session ${name}`, mtu: 1500 },
      ...(bgp && { bgp: { customer_asn: 65010, extra_prefixes: ["0.0.0.0/0"], ...bgp } }),
    });
  }

  /** Returns the objects of the account that a drill or an adoption could change. */
  async objects(): Promise<object> {
    const { interconnects, cnis, accounts } = await this.simulator.control.state();
    const routes = accounts.flatMap((account) => account.routes);
    return {
      interconnects,
      cnis,
      routes: routes.map(({ modified_on, ...route }) => route),
    };
  }

  /** Returns all requests except GET, including failed ones. */
  async writes(): Promise<string[]> {
    const requests = await this.simulator.control.requests();
    return requests
      .filter(({ method }) => method !== "GET")
      .map(({ method, path }) => `${method} ${path.replace(/^.*?\/(cni|magic)\//, "/$1/")}`);
  }
}

function observe(child: ChildProcess): RunningCommand {
  let [stdout, stderr] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const done = once(child, "close").then(
    ([code]: (number | null)[]): Run => ({ code: code ?? null, stdout, stderr }),
  );
  const waitForOutput = async (text: string) => {
    for (;;) {
      if (`${stdout}${stderr}`.includes(text)) return;
      if (child.exitCode !== null)
        throw new Error(`The command ended before it printed the text:\n${stdout}${stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { child, done, waitForOutput, output: () => stdout };
}
