import { setTimeout as sleep } from "node:timers/promises";
import { type Command, Option } from "commander";
import { z } from "zod";
import { formatDuration } from "../../domain/duration";
import { isOnPort } from "../../domain/ids";
import { assess, type Design, type Scorecard, scorecardOf } from "../../topology";
import { type AccountObjects, type AccountPort, stateIn, withStatus } from "../account-objects";
import { usageError } from "../cli-error";
import { type CommandContext, createCommand } from "../command";
import {
  describeUnrecordedGroups,
  designsOfStack,
  unrecordedGroups,
  withLinkStates,
} from "../design-of-stack";
import { withRouting } from "../designs";
import { duration } from "../durations";
import { EXIT, type ExitCode } from "../exit-codes";
import { compareStates, isHealthy, stateMark } from "../marks";
import { type Output, plain } from "../output";
import { printScorecard } from "../scorecard";
import { type Stack, stackFields, stackOf, stackOptions } from "../stack";
import type { Column } from "../table";

const schema = z.object({
  args: z.array(z.string()),
  watch: z.boolean().default(false),
  every: z.number(),
  timeout: z.number().optional(),
  ...stackFields,
});
type Options = z.output<typeof schema>;

export function statusCommand(): Command {
  return createCommand({
    usage: "status [name...]",
    summary: "Show link status and sessions",
    details:
      "Exits with 0 if every link is Healthy, otherwise with 1. --watch continues until every link is Healthy or --timeout has passed. On a terminal, it redraws the table with the worst ports first, and counts those that do not fit on the screen. In a pipe, it prints one line per change.",
    options: [
      new Option("--watch", "Continue until every link is Healthy"),
      new Option("--every <duration>", "Interval between status checks")
        .argParser(duration)
        .default(10_000, "10s"),
      new Option("--timeout <duration>", "Maximum time to watch").argParser(duration),
      ...stackOptions(),
    ],
    schema,
    async run(options, context) {
      const stack = await stackOf(options);
      const read = await createReader(options, stack, context);
      if (options.watch) return watch(read, options, context);
      const objects = await read();
      const unrecorded = stack && describeUnrecordedGroups(stack);
      if (unrecorded) context.output.note(unrecorded);
      return showOnce(objects, await scorecardsOf(objects, options, stack, context), context);
    },
  });
}

type Reader = () => Promise<AccountObjects>;

/** Creates a function that reads the named ports, the ports of the stack, or all ports. */
async function createReader(
  { args }: Options,
  stack: Stack | undefined,
  { connect, output }: CommandContext,
): Promise<Reader> {
  const { api } = await connect();
  const names = new Set([...args, ...(stack?.ports.map((port) => port.interconnect) ?? [])]);
  const isAll = args.length === 0 && stack === undefined;
  return async () => {
    const [all, cnis] = await Promise.all([api.interconnects.list(), api.cnis.list()]);
    const missing = [...names].filter((name) => !all.some((port) => port.name === name));
    if (missing.length > 0)
      throw usageError(`Port ${missing.join(", ")} not found in this account.`);
    const ports = isAll ? all : all.filter(({ name }) => names.has(name));
    return { account: api.account, ports: await withStatus(api, ports, output), cnis };
  };
}

/** Scorecards of the stack's designs or of the account, with current link states. Empty if the user names specific ports. */
async function scorecardsOf(
  objects: AccountObjects,
  { args }: Options,
  stack: Stack | undefined,
  { connect }: CommandContext,
): Promise<Scorecard[]> {
  if (args.length > 0 || objects.ports.length === 0) return [];
  const designs =
    stack === undefined
      ? [await withRouting((await connect()).api, objects)]
      : judgeable(stack).map((design) => withLinkStates(design, stateIn(objects.ports)));
  return designs.map((design) => scorecardOf(design, assess(design)));
}

/** Designs of a stack without unrecorded groups, which would be judged without their backup and their demand. */
function judgeable(stack: Stack): Design[] {
  const unrecorded = new Set(unrecordedGroups(stack));
  return designsOfStack(stack).filter(({ name }) => !unrecorded.has(name));
}

function showOnce(
  objects: AccountObjects,
  scorecards: readonly Scorecard[],
  { output }: CommandContext,
): ExitCode {
  if (output.json) output.data({ ...toJson(objects), scorecards });
  else if (objects.ports.length === 0) output.note("No ports found.");
  else {
    for (const card of scorecards) {
      printScorecard(output, card);
      output.line();
    }
    output.table(columnsOf(output, objects), objects.ports);
  }
  return areHealthy(objects) ? EXIT.ok : EXIT.findings;
}

async function watch(
  read: Reader,
  { every, timeout }: Options,
  context: CommandContext,
): Promise<ExitCode> {
  const { output, signal } = context;
  const startedAt = Date.now();
  const draw = output.isTerminal && !output.json ? redrawTable(output) : printChanges(output);
  for (;;) {
    const objects = await read();
    const elapsed = Date.now() - startedAt;
    draw(objects, elapsed);
    if (areHealthy(objects)) {
      output.note(`Every link is Healthy after ${formatDuration(elapsed)}.`);
      return EXIT.ok;
    }
    if (timeout !== undefined && elapsed + every > timeout) {
      output.note(`Not every link is Healthy after ${formatDuration(elapsed)}.`);
      return EXIT.findings;
    }
    await sleep(every, undefined, { signal });
  }
}

type Draw = (objects: AccountObjects, elapsed: number) => void;

/** Creates a function that draws the table over the previous one, with as many ports as fit the screen. */
function redrawTable(output: Output): Draw {
  let drawn = 0;
  return (objects, elapsed) => {
    const healthy = objects.ports.filter(({ status }) => isHealthy(status)).length;
    const head = `${healthy} of ${objects.ports.length} links Healthy after ${formatDuration(elapsed)} (stop with Ctrl-C)`;
    // A terminal without a known size reports 0.
    const width = process.stdout.columns || 80;
    const rows = process.stdout.rows || 24;
    const ports = objects.ports.toSorted((one, other) =>
      compareStates(one.status?.state, other.status?.state),
    );
    const table = output.layOut(columnsOf(output, objects), ports);
    // The head, the titles and the line of the cursor need a row each.
    const shown = countFitting(table.rows, rows - 3);
    const hidden = ports.slice(shown);
    const lines = [
      output.paint("dim", head),
      table.titles,
      ...table.rows.slice(0, shown).flat(),
      ...(hidden.length > 0 ? [output.paint("dim", countStates(hidden))] : []),
    ];
    // The cursor cannot move above the first line of the screen.
    const back = drawn < rows ? `\x1b[${drawn}A\x1b[J` : "\x1b[H\x1b[2J";
    if (drawn > 0) process.stdout.write(back);
    process.stdout.write(`${lines.join("\n")}\n`);
    // A long line wraps onto several.
    drawn = lines.reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(plain(line).length / width)),
      0,
    );
  };
}

/** Number of ports whose lines fit into `space`, at least one. If not all do, their count needs a line of its own. */
function countFitting(ports: readonly string[][], space: number): number {
  if (ports.flat().length <= space) return ports.length;
  let used = 1;
  const first = ports.findIndex((lines) => {
    used += lines.length;
    return used > space;
  });
  return Math.max(1, first);
}

/** Formats ports that are not shown, such as `+2 Pending, +31 Healthy`. */
function countStates(ports: readonly AccountPort[]): string {
  const counts = new Map<string, number>();
  for (const { status } of ports) {
    const state = status?.state ?? "unknown";
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return [...counts].map(([state, count]) => `+${count} ${plain(state)}`).join(", ");
}

/** Creates a function that prints a line for each port whose state changed. */
function printChanges(output: Output): Draw {
  const before = new Map<string, string>();
  return ({ ports }) => {
    for (const { name, status } of ports) {
      const key = `${status?.state} ${status?.reason}`;
      if (before.get(name) === key) continue;
      before.set(name, key);
      const at = new Date().toISOString();
      if (output.json) output.datum({ at, name, ...status });
      else
        output.line(
          [at, plain(name), stateMark(output, status?.state), reasonOf(status)].join(" ").trimEnd(),
        );
    }
  };
}

function columnsOf(output: Output, { cnis }: AccountObjects): Column<AccountPort>[] {
  return [
    { title: "PORT", cell: ({ name }) => plain(name), isKey: true },
    { title: "LINK", cell: ({ status }) => stateMark(output, status?.state), isKey: true },
    { title: "FACILITY", cell: ({ facility, region }) => plain(facility?.name ?? region ?? "?") },
    { title: "DEVICE", cell: ({ device }) => plain(device ?? "?") },
    { title: "SPEED", cell: ({ speed }) => plain(speed ?? "?") },
    {
      title: "SESSIONS",
      cell: (port) =>
        cnis
          .filter((cni) => isOnPort(cni, port))
          .map(({ magic, bgp }) => plain(`${magic.conduitName}${bgp ? " (BGP)" : ""}`))
          .join(", "),
    },
    { title: "REASON", cell: ({ status }) => reasonOf(status), isSentence: true },
  ];
}

function reasonOf(status: AccountPort["status"]): string {
  return plain(status?.reason ?? "");
}

function toJson({ account, ports, cnis }: AccountObjects) {
  return {
    account,
    healthy: areHealthy({ account, ports, cnis }),
    ports: ports.map((port) => ({
      ...port,
      sessions: cnis.filter((cni) => isOnPort(cni, port)).map(hideKey),
    })),
  };
}

/** Replaces the MD5 key with a flag that tells whether there is one. */
function hideKey({ bgp, ...cni }: AccountObjects["cnis"][number]) {
  if (bgp === undefined) return cni;
  const { md5Key, ...rest } = bgp;
  return { ...cni, bgp: { ...rest, md5: md5Key === undefined ? undefined : md5Key !== null } };
}

function areHealthy({ ports }: AccountObjects): boolean {
  return ports.every(({ status }) => isHealthy(status));
}
