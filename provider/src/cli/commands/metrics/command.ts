import { type Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { systemClock } from "../../../domain/clock";
import { messageOf } from "../../../domain/errors";
import { isLoopback } from "../../../domain/loopback";
import { type CommandContext, createCommand } from "../../command";
import { designFileOption } from "../../design-files";
import { designFields, designOptions } from "../../design-options";
import { duration } from "../../durations";
import { EXIT, type ExitCode } from "../../exit-codes";
import { stackFields, stackOptions } from "../../stack";
import { Exporter } from "./exporter";
import { LinkMemory, linkFile } from "./link-memory";
import { render } from "./render";
import { type ListenAddress, serveMetrics } from "./server";
import { readSubject } from "./subject";

const DEFAULT_LISTEN: ListenAddress = { host: "127.0.0.1", port: 19264 };

const schema = z.object({
  listen: z.object({ host: z.string(), port: z.number() }),
  once: z.boolean().default(false),
  every: z.number(),
  budget: z.number(),
  analytics: z.boolean().default(false),
  group: z.string().optional(),
  design: z.string().optional(),
  ...designFields,
  ...stackFields,
});
type Options = z.output<typeof schema>;

export function metricsCommand(): Command {
  return createCommand({
    usage: "metrics",
    summary: "Serve metrics of links and designs for Prometheus",
    details:
      "Polls the API and serves what it read last. A scrape sends no request. With --once, prints the metrics and exits with 3 if something could not be read.",
    options: [
      new Option("--listen <host:port>", "Address to listen on; port 0 selects a free one")
        .argParser(listenAddress)
        .default(DEFAULT_LISTEN, `${DEFAULT_LISTEN.host}:${DEFAULT_LISTEN.port}`),
      new Option("--once", "Print the metrics and exit, for a collector of text files"),
      new Option("--every <duration>", "Interval between polls of the link states")
        .argParser(interval)
        .default(60_000, "1m"),
      new Option("--budget <percent>", "Share of Cloudflare's request limit to use at most")
        .argParser(percent)
        .default(0.1, "10"),
      new Option(
        "--analytics",
        "Also read tunnel health and traffic from Cloudflare's GraphQL API (accounts with Magic)",
      ),
      new Option("--group <name>", "Only this group of the stack"),
      designFileOption(),
      ...designOptions(),
      ...stackOptions(),
    ],
    schema,
    async run(options, context) {
      const exporter = await createExporter(options, context);
      return options.once ? printOnce(exporter, context) : serve(exporter, options, context);
    },
  });
}

async function createExporter(options: Options, context: CommandContext): Promise<Exporter> {
  const { output, connect } = context;
  const { api, http } = await connect();
  const { every, budget: share, analytics } = options;
  return new Exporter({
    ...{ api, http, every, share, analytics },
    clock: systemClock,
    memory: await openMemory(api.account, context),
    readSubject: () => readSubject(api, options),
    onChange: (message) => output.warn(message),
  });
}

/** Opens the memory of link states. Without a usable folder, times start over with each process. */
async function openMemory(account: string, { output }: CommandContext): Promise<LinkMemory> {
  try {
    return await LinkMemory.open(linkFile(account));
  } catch (error) {
    output.warn(`Link states are not remembered across restarts: ${messageOf(error)}`);
    return LinkMemory.open();
  }
}

async function printOnce(
  exporter: Exporter,
  { output, signal }: CommandContext,
): Promise<ExitCode> {
  const isComplete = await exporter.readOnce();
  signal.throwIfAborted();
  const samples = exporter.samples();
  if (output.json) output.data(samples);
  else output.line((await render(samples, "text")).body.trimEnd());
  return isComplete ? EXIT.ok : EXIT.api;
}

/** Serves until a signal arrives, which is the normal end of a service. */
async function serve(
  exporter: Exporter,
  { listen }: Options,
  { output, signal }: CommandContext,
): Promise<ExitCode> {
  if (!isLoopback(listen.host)) {
    output.warn(
      `Everybody who can reach ${listen.host} can read the metrics, which name ports, sites and sessions.`,
    );
  }
  const server = await serveMetrics(listen, () => exporter.samples());
  try {
    if (output.json) output.datum({ url: server.url });
    else output.line(`Metrics are at ${server.url} (stop with Ctrl-C)`);
    await exporter.poll(signal);
    return EXIT.ok;
  } finally {
    await server.close();
  }
}

function listenAddress(text: string): ListenAddress {
  const [, host, port] = /^(?:(\[[0-9a-f:.]+\]|[^:[\]/\s]+):)?(\d{1,5})$/i.exec(text) ?? [];
  if (port === undefined || Number(port) > 65_535) {
    throw new InvalidArgumentError("It must be <host>:<port>, such as 127.0.0.1:19264.");
  }
  return { host: host ?? DEFAULT_LISTEN.host, port: Number(port) };
}

/** Shortest interval in milliseconds. */
const MIN_INTERVAL = 1_000;

function interval(text: string): number {
  const milliseconds = duration(text);
  if (milliseconds < MIN_INTERVAL) throw new InvalidArgumentError("It must be at least 1s.");
  return milliseconds;
}

function percent(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value > 0 && value <= 80)) {
    throw new InvalidArgumentError("It must be a percentage from 1 to 80, such as 10.");
  }
  return value / 100;
}
