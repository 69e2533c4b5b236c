import { type Command, Option } from "commander";
import { z } from "zod";
import type { RawCni } from "../../../api/wire";
import { formatDuration } from "../../../domain/duration";
import { isOnPort, sameId } from "../../../domain/ids";
import type { CniObject } from "../../../domain/objects";
import { pathInWords } from "../../../topology/failure";
import { type AccountObjects, readAccount, returnsMd5Keys } from "../../account-objects";
import { safetyError, usageError } from "../../cli-error";
import { type CommandContext, createCommand } from "../../command";
import { confirm } from "../../confirm";
import { designOfAccount, routesOf } from "../../design-of-account";
import { applyDesignOptions, designFields, designOptions } from "../../design-options";
import { duration } from "../../durations";
import { EXIT, type ExitCode } from "../../exit-codes";
import { type Stack, stackFields, stackOf, stackOptions } from "../../stack";
import { printForecast } from "./forecast";
import { checkReadiness } from "./readiness";
import {
  isRunning,
  readRestoreFile,
  warnAboutUnrestoredDrills,
  writeRestoreFile,
} from "./restore-file";
import { runDrill } from "./run-drill";
import { restoreSession } from "./withdraw";

/** Maximum duration in milliseconds, because a person should watch the whole drill. */
const MAX_DURATION = 4 * 3_600_000;

const schema = z.object({
  args: z.array(z.string()),
  for: z.number().max(MAX_DURATION, "must be at most 4h"),
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
  return createCommand({
    usage: "drill [session]",
    summary: "Temporarily withdraw the routes of one session, then restore them",
    details:
      "Removes BGP from the session and makes its static routes the least preferred, but only if the model says that the ports that are Healthy now carry the loss of the session's port. First saves the session, including its MD5 key, to a file that only this user can read. Restores the session at the end, after a failure and after Ctrl-C. If the drill is killed, every command names the file for --restore. Ends early if another link goes down.",
    options: [
      new Option("--for <duration>", "Duration of the drill")
        .argParser(duration)
        .default(300_000, "5m"),
      new Option("--every <duration>", "Interval between status checks")
        .argParser(duration)
        .default(10_000, "10s"),
      new Option("--restore <file>", "Restore the session of a drill that was killed"),
      new Option("--dry-run", "Only print what the model expects before, during and after"),
      new Option("--accept-backup", "Continue even if only the backup path is left"),
      new Option(
        "--md5-key-env <name>",
        "Environment variable with the session's MD5 key, if the API does not return it",
      ),
      new Option("--no-md5", "The session has no MD5 key"),
      new Option("--yes", "Do not ask for confirmation"),
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
  const { api, account, baseUrl } = await context.connect();
  if (account !== before.account || baseUrl !== before.baseUrl) {
    throw usageError(
      `The drill ran in account ${before.account} at ${before.baseUrl}. Set --account and --base-url to these values.`,
    );
  }
  if (isRunning(before) && !yes) {
    throw safetyError(
      `The drill is still running. End process ${before.pid} instead, or add --yes if that process is not the drill.`,
    );
  }
  await restoreSession(api, file, (message) => output.note(message));
  if (output.json) output.data({ restored: before.cni.id });
  else output.line(`${before.cni.magic.conduit_name} is restored to its state before the drill`);
  return EXIT.ok;
}

async function startDrill(options: Options, context: CommandContext): Promise<ExitCode> {
  const { output, signal } = context;
  const [session] = options.args;
  if (session === undefined) throw usageError("A session is required. Specify its conduit name.");
  if (options.demandToCustomer === undefined) {
    throw usageError(
      "--demand-to-customer is required. Set it to the Gbps that must get through during the drill, or to 0 if there is no such demand.",
    );
  }
  await warnAboutUnrestoredDrills(output);
  const connection = await context.connect();
  const { api } = connection;
  const [objects, routes] = await Promise.all([readAccount(api, output), api.routes.list()]);
  const cni = objects.cnis.find(({ magic }) => magic.conduitName === session);
  if (cni === undefined)
    throw usageError(
      `Session "${session}" not found in this account. Check its conduit name with "npx pulumi-cloudflare-cni status".`,
    );
  if (!objects.ports.some((port) => isOnPort(cni, port)))
    throw safetyError(`The port of session "${session}" was not found in this account.`);
  const own = routesOf(cni, routes);
  if (cni.bgp === undefined && own.length === 0) {
    throw usageError(
      `Session "${session}" has neither BGP nor static routes, so there is nothing to withdraw.`,
    );
  }
  const stack = await stackOf(options);
  if (stack === undefined) {
    output.note(
      "All sessions of the account count as carriers. To limit them to a stack, add --stack.",
    );
  }
  const carriers = stack === undefined ? objects : limitToStack(objects, stack);
  if (!carriers.cnis.includes(cni)) throw safetyError(`Session "${session}" is not in the stack.`);
  const design = applyDesignOptions(designOfAccount(carriers, { routes }), options);
  const readiness = checkReadiness(design, session, options);
  const { port, before, outcome } = readiness;
  const what = [cni.bgp && "BGP", own.length > 0 && `${own.length} static routes`]
    .filter(Boolean)
    .join(" and ");
  const plan = { session, port, takes: what, verdict: outcome.verdict, path: outcome.path };
  output.note(
    `Without ${port}, the model says "${outcome.verdict}": ${pathInWords(outcome.path)} would carry the traffic.`,
  );
  if (options.dryRun) {
    const { capacity, path, outage } = outcome;
    if (output.json) output.data({ ...plan, before, during: { capacity, path, outage } });
    else {
      output.line(`Would withdraw ${what} from ${session} for ${formatDuration(options.for)}`);
      printForecast(output, readiness);
    }
    return EXIT.ok;
  }
  const cniWithKey = addMd5Key(await api.cnis.getRaw(cni.id), objects.cnis, options);
  const question = `Withdraw ${what} from ${session} for ${formatDuration(options.for)}? Type the session name:`;
  if (!(await confirm({ question, answer: session, yes: options.yes, signal }))) {
    throw safetyError("Not confirmed, so nothing was withdrawn.");
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
    output.line(`${session} is restored to its state before the drill`);
    for (const name of fallen) output.line(`✗ ${name} was not Healthy during the drill`);
  }
  return fallen.length > 0 ? EXIT.findings : EXIT.ok;
}

/** Keeps only the stack's sessions and the ports that carry them. */
function limitToStack(
  { ports, cnis, ...rest }: AccountObjects,
  { sessions }: Stack,
): AccountObjects {
  const own = cnis.filter(({ id }) => sessions.some(({ cniId }) => sameId(cniId, id)));
  return { ...rest, cnis: own, ports: ports.filter((p) => own.some((cni) => isOnPort(cni, p))) };
}

/** Adds the MD5 key, which is needed to restore BGP. Throws if the key is not known. */
function addMd5Key(cni: RawCni, all: readonly CniObject[], { md5, md5KeyEnv }: Options): RawCni {
  if (!cni.bgp || typeof cni.bgp.md5_key === "string") return cni;
  if (!md5 || (md5KeyEnv === undefined && returnsMd5Keys(all))) return cni;
  const key =
    md5KeyEnv === undefined ? undefined : new Map(Object.entries(process.env)).get(md5KeyEnv);
  if (key) return { ...cni, bgp: { ...cni.bgp, md5_key: key } };
  throw safetyError(
    "The API does not return the session's MD5 key, which is needed to restore BGP. Name an environment variable that holds it with --md5-key-env, or add --no-md5 if the session has no key.",
  );
}
