import { type Command, Option } from "commander";
import { z } from "zod";
import type { RawCni } from "../../../api/wire";
import { formatDuration } from "../../../domain/duration";
import { sameId } from "../../../domain/ids";
import type { CniObject } from "../../../domain/objects";
import { pathInWords } from "../../../topology/failure";
import { type AccountPicture, isOnPort, readAccount, tellsMd5Keys } from "../../account-picture";
import { unsafe, usage } from "../../cli-error";
import { commandOf, type Frame } from "../../command";
import { confirmed } from "../../confirm";
import { designOfAccount, routesOf } from "../../design-of-account";
import { designFields, designOptions, withGiven } from "../../design-options";
import { duration } from "../../durations";
import { EXIT, type ExitCode } from "../../exit-codes";
import { type Stack, stackFields, stackOf, stackOptions } from "../../stack";
import { exercise } from "./exercise";
import { readinessFor } from "./readiness";
import { isRunning, readRestoreFile, tellLeftDrills, writeRestoreFile } from "./restore-file";
import { putBack } from "./take-away";

/** Nobody looks at an exercise for longer. */
const LONGEST = 4 * 3_600_000;

const given = z.object({
  args: z.array(z.string()),
  for: z.number().max(LONGEST, "it must be 4h at most"),
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
type Given = z.output<typeof given>;

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
    given,
    mendsDrills: true,
    run: (given, frame) =>
      given.restore === undefined ? drill(given, frame) : restore(given.restore, given, frame),
  });
}

async function restore(path: string, { yes }: Given, frame: Frame): Promise<ExitCode> {
  const { output } = frame;
  const file = await readRestoreFile(path);
  const { before } = file;
  const { raw, account, baseUrl } = await frame.connect();
  if (account !== before.account || baseUrl !== before.baseUrl) {
    throw usage(
      `the drill was in account ${before.account} at ${before.baseUrl}: give --account and --base-url`,
    );
  }
  if (isRunning(before) && !yes) {
    throw unsafe(
      `the drill is running: end process ${before.pid} instead, or say --yes where that is another program`,
    );
  }
  await putBack(raw, file, (message) => output.note(message));
  if (output.json) output.data({ restored: before.cni.id });
  else output.line(`${before.cni.magic.conduit_name} is as it was before the drill`);
  return EXIT.ok;
}

async function drill(given: Given, frame: Frame): Promise<ExitCode> {
  const { output, signal } = frame;
  const [session] = given.args;
  if (session === undefined) throw usage("name the session, by its conduit name");
  if (given.demandToCustomer === undefined) {
    throw usage(
      "--demand-to-customer: say what has to get through during the drill, 0 where nothing is promised",
    );
  }
  await tellLeftDrills(output);
  const connection = await frame.connect();
  const { api, raw } = connection;
  const [picture, routes] = await Promise.all([readAccount(api, output), raw.listRoutes()]);
  const cni = picture.cnis.find(({ magic }) => magic.conduitName === session);
  if (cni === undefined) throw usage(`there is no session "${session}" in this account`);
  if (!picture.ports.some((port) => isOnPort(cni, port))) throw unsafe("its port is not there");
  const own = routesOf(cni, routes);
  if (cni.bgp === undefined && own.length === 0) {
    throw usage(`${session} has neither BGP nor static routes: there is nothing to take away`);
  }
  const stack = await stackOf(given);
  if (stack === undefined) {
    output.note("Every session of the account counts as a carrier. Limit them with --stack.");
  }
  const carriers = stack === undefined ? picture : ofStack(picture, stack);
  if (!carriers.cnis.includes(cni)) throw unsafe(`session "${session}" is not in the stack`);
  const design = withGiven(designOfAccount(carriers, routes), given);
  const { port, outcome } = readinessFor(design, session, given);
  const what = [cni.bgp && "BGP", own.length > 0 && `${own.length} static routes`]
    .filter(Boolean)
    .join(" and ");
  const plan = { session, port, takes: what, verdict: outcome.verdict, path: outcome.path };
  output.note(
    `Without ${port} the model says "${outcome.verdict}": ${pathInWords(outcome.path)} would carry the traffic.`,
  );
  if (given.dryRun) {
    if (output.json) output.data(plan);
    else output.line(`would take ${what} from ${session} for ${formatDuration(given.for)}`);
    return EXIT.ok;
  }
  const whole = withKey(await raw.getCni(cni.id), picture.cnis, given);
  const question = `Take ${what} from ${session} for ${formatDuration(given.for)}? Type its name:`;
  if (!(await confirmed({ question, answer: session, yes: given.yes, signal }))) {
    throw unsafe("not confirmed, nothing was taken away");
  }
  const file = await writeRestoreFile({
    version: 1,
    pid: process.pid,
    startedAt: new Date().toISOString(),
    baseUrl: connection.baseUrl,
    account: connection.account,
    cni: whole,
    routes: own,
  });
  const watched = picture.ports.filter(
    ({ name, status }) => name !== port && status?.state === "Healthy",
  );
  const names = watched.map(({ name }) => name);
  const fallen = await exercise(connection, file, names, given, frame);
  const result = { ...plan, restored: true, fallen };
  if (output.json) output.data(result);
  else {
    output.line(`${session} is as it was before the drill`);
    for (const name of fallen) output.line(`✗ ${name} was not Healthy during the drill`);
  }
  return fallen.length > 0 ? EXIT.findings : EXIT.ok;
}

/** The stack's sessions, and the ports that carry them. */
function ofStack({ ports, cnis, ...rest }: AccountPicture, { sessions }: Stack): AccountPicture {
  const own = cnis.filter(({ id }) => sessions.some(({ cniId }) => sameId(cniId, id)));
  return { ...rest, cnis: own, ports: ports.filter((p) => own.some((cni) => isOnPort(cni, p))) };
}

/** Without its key, BGP could not be put back as it was. */
function withKey(cni: RawCni, all: readonly CniObject[], { md5, md5KeyEnv }: Given): RawCni {
  if (!cni.bgp || typeof cni.bgp.md5_key === "string") return cni;
  if (!md5 || (md5KeyEnv === undefined && tellsMd5Keys(all))) return cni;
  const key =
    md5KeyEnv === undefined ? undefined : new Map(Object.entries(process.env)).get(md5KeyEnv);
  if (key) return { ...cni, bgp: { ...cni.bgp, md5_key: key } };
  throw unsafe(
    "the API does not tell the session's MD5 key, and without it BGP could not be put back: name a variable that holds it with --md5-key-env, or say --no-md5 where there is none",
  );
}
