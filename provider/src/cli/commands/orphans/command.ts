import { type Command, Option } from "commander";
import { z } from "zod";
import { messageOf } from "../../../domain/errors";
import { readAccount } from "../../account-objects";
import { safetyError, usageError } from "../../cli-error";
import { commandOf } from "../../command";
import { EXIT } from "../../exit-codes";
import { plain } from "../../output";
import { pulumi } from "../../pulumi-cli";
import { type Stack, type StackOptions, stackOf } from "../../stack";
import { orphansIn, showOrphans } from "./find";
import { removeOrphans } from "./remove";

const schema = z.object({
  stack: z.array(z.string()).default([]),
  state: z.array(z.string()).default([]),
  allStacks: z.boolean().default(false),
  cwd: z.string().optional(),
  delete: z.boolean().default(false),
  includeHealthy: z.boolean().default(false),
  yes: z.boolean().default(false),
});
type Options = z.output<typeof schema>;

const collect = (value: string, before: string[] = []) => [...before, value];

export function orphansCommand(): Command {
  return commandOf({
    usage: "orphans",
    summary: "list ports and sessions that no stack knows",
    details:
      "Lists only, and names the stacks that it read. With --delete they are deleted after a question, sessions before ports; what is Healthy stays unless --include-healthy is given as well. --delete is refused while the backend has a stack that was not read, in whatever project. Name also the stacks of other backends that have ports in the account, as files with --state. Do not run it during `pulumi up`: what that has just ordered is in no state yet.",
    options: [
      new Option("--stack <name>", "a stack; may be given again").argParser(collect),
      new Option(
        "--state <file>",
        "what `pulumi stack export` printed; may be given again",
      ).argParser(collect),
      new Option(
        "--all-stacks",
        "Every stack of the backend, also those of other projects; --delete needs it or their names",
      ),
      new Option("--cwd <folder>", "folder of the Pulumi project"),
      new Option("--delete", "delete them, after a question"),
      new Option("--include-healthy", "delete also what is Healthy"),
      new Option("--yes", "do not ask"),
    ],
    schema,
    async run(options, context) {
      const { output } = context;
      requireStacks(options);
      const { api } = await context.connect();
      // The account is read first: a port that is ordered meanwhile is in neither list.
      const objects = await readAccount(api, output);
      const { stacks, unread } = await readStacks(options);
      output.note(`Read ${stacks.map(({ name }) => name).join(", ") || "no stack"}`);
      const orphans = orphansIn(objects, stacks);
      if (options.delete) requireAllRead(unread);
      if (!options.delete || orphans.length === 0) {
        if (output.json) output.data(orphans);
        else showOrphans(orphans, output);
        return orphans.length > 0 ? EXIT.findings : EXIT.ok;
      }
      const deletions = await removeOrphans(orphans, objects, options, context, api);
      if (output.json) output.data(deletions);
      else
        for (const { name, deleted, problem } of deletions)
          output.line(
            deleted ? `deleted ${plain(name)}` : `kept ${plain(name)}: ${plain(problem ?? "")}`,
          );
      return deletions.every(({ deleted }) => deleted) ? EXIT.ok : EXIT.findings;
    },
  });
}

function requireStacks({ stack, state, allStacks }: Options): void {
  if (allStacks || stack.length + state.length > 0) return;
  throw usageError(
    "name the stacks with --stack, --state or --all-stacks: without any, everything is an orphan",
  );
}

/** What a stack manages looks like an orphan for as long as its state is not read. */
function requireAllRead(unread: readonly string[]): void {
  if (unread.length === 0) return;
  throw safetyError(
    `--delete needs every stack of the backend, and ${unread.length} were not read: ${unread.join(", ")}. Read them with --all-stacks; nothing was deleted.`,
  );
}

interface ReadStacks {
  stacks: Stack[];
  /** Stacks of the backend that were not read; looked for only before a deletion. */
  unread: string[];
}

async function readStacks(options: Options): Promise<ReadStacks> {
  const { stack, state, allStacks, cwd } = options;
  const listed = allStacks || options.delete ? await listStacks(cwd) : [];
  const names = new Set([...stack, ...(allStacks ? listed : [])]);
  const wanted = [...[...names].map((name) => ({ stack: name, cwd })), ...state.map(fileOf)];
  const stacks = await Promise.all(wanted.map(readOne));
  return {
    stacks: stacks.filter((found) => found !== undefined),
    unread: listed.filter((name) => !names.has(name)),
  };
}

const fileOf = (state: string): StackOptions => ({ state });

async function readOne(options: StackOptions): Promise<Stack | undefined> {
  if (options.stack === undefined) return stackOf(options);
  try {
    return await stackOf(options);
  } catch (error) {
    throw safetyError(
      `Stack "${options.stack}" cannot be read, so nothing can be said about its objects. ${messageOf(error)}`,
    );
  }
}

/** Of the whole backend: another project's stacks by their full names, which every folder can read. */
async function listStacks(cwd: string | undefined): Promise<string[]> {
  const text = await pulumi(["stack", "ls", "--all", "--json"], { cwd });
  return z
    .array(z.looseObject({ name: z.string() }))
    .parse(JSON.parse(text))
    .map(({ name }) => name);
}
