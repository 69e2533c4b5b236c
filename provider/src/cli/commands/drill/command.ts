import { type Command, Option } from "commander";
import { z } from "zod";
import type { RawCni } from "../../../api/wire";
import { formatDuration } from "../../../domain/duration";
import { sameId } from "../../../domain/ids";
import type { CniObject } from "../../../domain/objects";
import { pathInWords } from "../../../topology/failure";
import { type AccountObjects, isOnPort, readAccount, returnsMd5Keys } from "../../account-objects";
import { safetyError, usageError } from "../../cli-error";
import { type CommandContext, commandOf } from "../../command";
import { confirm } from "../../confirm";
import { designOfAccount, routesOf } from "../../design-of-account";
import { applyDesignOptions, designFields, designOptions } from "../../design-options";
import { duration } from "../../durations";
import { EXIT, type ExitCode } from "../../exit-codes";
import { type Stack, stackFields, stackOf, stackOptions } from "../../stack";
import { checkReadiness } from "./readiness";
import {
  isRunning,
  readRestoreFile,
  warnAboutUnrestoredDrills,
  writeRestoreFile,
} from "./restore-file";
import { runDrill } from "./run-drill";
import { restoreSession } from "./withdraw";

/** Nobody looks at an exercise for longer. */
const MAX_DURATION = 4 * 3_600_000;

const schema = z.object({
  args: z.array(z.string()),
  for: z.number().max(MAX_DURATION, "it must be 4h at most"),
  every: z.number(),
  restore: z.string().optional(),
  dryRun: z.boolean().default(false),
  acceptBackup: z.boolean().default(false),
  md5KeyEnv: z.string().optional(),
  md5: z.boolean(),
  yes: z.boolean().default(false),
  ...designFields,
  ...stackFields,
});
type Options = z.output<typeof schema>;

export function drillCommand(): Command {
  return commandOf({
    usage: "drill [session]",
    summary: "take one session's routes away for a while, watch, and put them back",
    details:
      "BGP is taken off the session, and its static routes become the least preferred ones. First the model is asked: where the loss of the session's port is not carried by what is Healthy now, nothing is taken away. What was there is written to a file before, with the MD5 key and for this user only. It is put back in the end, on failure, and on Ctrl-C; after a kill every command names the file for --restore. The drill ends early where another link goes down.",
    options: [
      new Option("--for <duration>", "how long").argParser(duration).default(300_000, "5m"),
      new Option("--every <duration>", "how often to look")
        .argParser(duration)
        .default(10_000, "10s"),
      new Option("--restore <file>", "put back what a drill that was killed took away"),
      new Option("--dry-run", "only ask the model"),
      new Option("--accept-backup", "also where only the backup path is left"),
      new Option(
        "--md5-key-env <name>",
        "variable with the session's MD5 key, where the API does not tell it",
      ),
      new Option("--no-md5", "the session has no MD5 key"),
      new Option("--yes", "do not ask"),
      ...designOptions(),
      ...stackOptions(),
    ],
    schema,
    handlesUnrestoredDrills: true,
    run: (options, context) =>
      options.restore === undefined
        ? startDrill(options, context)
        : restoreFromFile(options.restore, options, context),
  });
}

async function restoreFromFile(
  path: string,
  { yes }: Options,
  context: CommandContext,
): Promise<ExitCode> {
  const { output } = context;
  const file = await readRestoreFile(path);
  const { before } = file;
  const { raw, account, baseUrl } = await context.connect();
  if (account !== before.account || baseUrl !== before.baseUrl) {
    throw usageError(
      `the drill was in account ${before.account} at ${before.baseUrl}: give --account and --base-url`,
    );
  }
  if (isRunning(before) && !yes) {
    throw safetyError(
      `the drill is running: end process ${before.pid} instead, or say --yes where that is another program`,
    );
  }
  await restoreSession(raw, file, (message) => output.note(message));
  if (output.json) output.data({ restored: before.cni.id });
  else output.line(`${before.cni.magic.conduit_name} is as it was before the drill`);
  return EXIT.ok;
}

async function startDrill(options: Options, context: CommandContext): Promise<ExitCode> {
  const { output, signal } = context;
  const [session] = options.args;
  if (session === undefined) throw usageError("name the session, by its conduit name");
  if (options.demandToCustomer === undefined) {
    throw usageError(
      "--demand-to-customer: say what has to get through during the drill, 0 where nothing is promised",
    );
  }
  await warnAboutUnrestoredDrills(output);
  const connection = await context.connect();
  const { api, raw } = connection;
  const [objects, routes] = await Promise.all([readAccount(api, output), raw.listRoutes()]);
  const cni = objects.cnis.find(({ magic }) => magic.conduitName === session);
  if (cni === undefined) throw usageError(`there is no session "${session}" in this account`);
  if (!objects.ports.some((port) => isOnPort(cni, port)))
    throw safetyError("its port is not there");
  const own = routesOf(cni, routes);
  if (cni.bgp === undefined && own.length === 0) {
    throw usageError(`${session} has neither BGP nor static routes: there is nothing to take away`);
  }
  const stack = await stackOf(options);
  if (stack === undefined) {
    output.note("Every session of the account counts as a carrier. Limit them with --stack.");
  }
  const carriers = stack === undefined ? objects : limitToStack(objects, stack);
  if (!carriers.cnis.includes(cni)) throw safetyError(`session "${session}" is not in the stack`);
  const design = applyDesignOptions(designOfAccount(carriers, routes), options);
  const { port, outcome } = checkReadiness(design, session, options);
  const what = [cni.bgp && "BGP", own.length > 0 && `${own.length} static routes`]
    .filter(Boolean)
    .join(" and ");
  const plan = { session, port, takes: what, verdict: outcome.verdict, path: outcome.path };
  output.note(
    `Without ${port} the model says "${outcome.verdict}": ${pathInWords(outcome.path)} would carry the traffic.`,
  );
  if (options.dryRun) {
    if (output.json) output.data(plan);
    else output.line(`would take ${what} from ${session} for ${formatDuration(options.for)}`);
    return EXIT.ok;
  }
  const cniWithKey = addMd5Key(await raw.getCni(cni.id), objects.cnis, options);
  const question = `Take ${what} from ${session} for ${formatDuration(options.for)}? Type its name:`;
  if (!(await confirm({ question, answer: session, yes: options.yes, signal }))) {
    throw safetyError("not confirmed, nothing was taken away");
  }
  const file = await writeRestoreFile({
    version: 1,
    pid: process.pid,
    startedAt: new Date().toISOString(),
    baseUrl: connection.baseUrl,
    account: connection.account,
    cni: cniWithKey,
    routes: own,
  });
  const watched = objects.ports.filter(
    ({ name, status }) => name !== port && status?.state === "Healthy",
  );
  const names = watched.map(({ name }) => name);
  const fallen = await runDrill(connection, file, names, options, context);
  const result = { ...plan, restored: true, fallen };
  if (output.json) output.data(result);
  else {
    output.line(`${session} is as it was before the drill`);
    for (const name of fallen) output.line(`✗ ${name} was not Healthy during the drill`);
  }
  return fallen.length > 0 ? EXIT.findings : EXIT.ok;
}

/** The stack's sessions, and the ports that carry them. */
function limitToStack(
  { ports, cnis, ...rest }: AccountObjects,
  { sessions }: Stack,
): AccountObjects {
  const own = cnis.filter(({ id }) => sessions.some(({ cniId }) => sameId(cniId, id)));
  return { ...rest, cnis: own, ports: ports.filter((p) => own.some((cni) => isOnPort(cni, p))) };
}

/** Without its key, BGP could not be put back as it was. */
function addMd5Key(cni: RawCni, all: readonly CniObject[], { md5, md5KeyEnv }: Options): RawCni {
  if (!cni.bgp || typeof cni.bgp.md5_key === "string") return cni;
  if (!md5 || (md5KeyEnv === undefined && returnsMd5Keys(all))) return cni;
  const key =
    md5KeyEnv === undefined ? undefined : new Map(Object.entries(process.env)).get(md5KeyEnv);
  if (key) return { ...cni, bgp: { ...cni.bgp, md5_key: key } };
  throw safetyError(
    "the API does not tell the session's MD5 key, and without it BGP could not be put back: name a variable that holds it with --md5-key-env, or say --no-md5 where there is none",
  );
}
