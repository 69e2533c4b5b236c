import { setTimeout as sleep } from "node:timers/promises";
import { type Command, Option } from "commander";
import { z } from "zod";
import { formatDuration } from "../../domain/duration";
import { type AccountPicture, type AccountPort, isOnPort, withStatus } from "../account-picture";
import { usage } from "../cli-error";
import { commandOf, type Frame } from "../command";
import { duration } from "../durations";
import { EXIT, type ExitCode } from "../exit-codes";
import { isHealthy, stateMark } from "../marks";
import { type Output, plain } from "../output";
import { stackFields, stackOf, stackOptions } from "../stack";

const given = z.object({
  args: z.array(z.string()),
  watch: z.boolean().default(false),
  every: z.number(),
  timeout: z.number().optional(),
  ...stackFields,
});
type Given = z.output<typeof given>;

export function statusCommand(): Command {
  return commandOf({
    usage: "status [name...]",
    summary: "say how the links are, and what is on them",
    details:
      "Ends with 0 where every link is Healthy, else with 1. With --watch it goes on until they are, or until --timeout; on a terminal it draws the table anew, in a pipe it prints a line for each change.",
    options: [
      new Option("--watch", "go on until every link is Healthy"),
      new Option("--every <duration>", "how often to look")
        .argParser(duration)
        .default(10_000, "10s"),
      new Option("--timeout <duration>", "how long to watch at most").argParser(duration),
      ...stackOptions(),
    ],
    given,
    async run(given, frame) {
      const look = await lookAt(given, frame);
      return given.watch ? watch(look, given, frame) : showOnce(await look(), frame);
    },
  });
}

type Look = () => Promise<AccountPicture>;

/** What is looked at: the ports named, those of a stack, or all. */
async function lookAt({ args, ...options }: Given, { connect, output }: Frame): Promise<Look> {
  const stack = await stackOf(options);
  const { api } = await connect();
  const names = new Set([...args, ...(stack?.ports.map((port) => port.interconnect) ?? [])]);
  const isAll = args.length === 0 && stack === undefined;
  return async () => {
    const [all, cnis] = await Promise.all([api.listInterconnects(), api.listCnis()]);
    const missing = [...names].filter((name) => !all.some((port) => port.name === name));
    if (missing.length > 0) throw usage(`there is no port ${missing.join(", ")} in this account`);
    const ports = isAll ? all : all.filter(({ name }) => names.has(name));
    return { account: api.account, ports: await withStatus(api, ports, output), cnis };
  };
}

function showOnce(picture: AccountPicture, { output }: Frame): ExitCode {
  if (output.json) output.data(shown(picture));
  else if (picture.ports.length === 0) output.note("there are no ports");
  else output.line(tableOf(output, picture));
  return areHealthy(picture) ? EXIT.ok : EXIT.findings;
}

async function watch(look: Look, { every, timeout }: Given, frame: Frame): Promise<ExitCode> {
  const { output, signal } = frame;
  const begun = Date.now();
  const draw = output.isTerminal && !output.json ? redrawing(output) : changes(output);
  for (;;) {
    const picture = await look();
    const elapsed = Date.now() - begun;
    draw(picture, elapsed);
    if (areHealthy(picture)) {
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

type Draw = (picture: AccountPicture, elapsed: number) => void;

/** The table in place of the one before it. */
function redrawing(output: Output): Draw {
  let drawn = 0;
  return (picture, elapsed) => {
    const healthy = picture.ports.filter(({ status }) => isHealthy(status)).length;
    const head = `${healthy} of ${picture.ports.length} links Healthy, watching for ${formatDuration(elapsed)} (Ctrl-C ends it)`;
    const lines = [output.paint("dim", head), ...tableOf(output, picture).split("\n")];
    // A terminal that does not know its size says 0.
    const width = process.stdout.columns || 80;
    const rows = process.stdout.rows || 24;
    // Above the screen's first line there is no way up.
    const back = drawn < rows ? `\x1b[${drawn}A\x1b[J` : "\x1b[H\x1b[2J";
    if (drawn > 0) process.stdout.write(back);
    process.stdout.write(`${lines.join("\n")}\n`);
    // A line that is too long takes several.
    drawn = lines.reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(plain(line).length / width)),
      0,
    );
  };
}

/** A line for each port whose state is another than at the last look. */
function changes(output: Output): Draw {
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

function tableOf(output: Output, { ports, cnis }: AccountPicture): string {
  return output.tableOf<AccountPort>(
    [
      { title: "PORT", cell: ({ name }) => plain(name) },
      {
        title: "LINK",
        cell: ({ status }) => stateMark(output, status?.state),
      },
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
      { title: "REASON", cell: ({ status }) => reasonOf(status) },
    ],
    ports,
  );
}

function reasonOf(status: AccountPort["status"]): string {
  return plain(status?.reason ?? "");
}

function shown({ account, ports, cnis }: AccountPicture) {
  return {
    account,
    healthy: areHealthy({ account, ports, cnis }),
    ports: ports.map((port) => ({
      ...port,
      sessions: cnis.filter((cni) => isOnPort(cni, port)).map(withoutKey),
    })),
  };
}

/** The key is told by whether it is there. */
function withoutKey({ bgp, ...cni }: AccountPicture["cnis"][number]) {
  if (bgp === undefined) return cni;
  const { md5Key, ...rest } = bgp;
  return { ...cni, bgp: { ...rest, md5: md5Key === undefined ? undefined : md5Key !== null } };
}

function areHealthy({ ports }: AccountPicture): boolean {
  return ports.every(({ status }) => isHealthy(status));
}
