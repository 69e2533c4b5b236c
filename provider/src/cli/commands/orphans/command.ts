import { type Command, Option } from "commander";
import { z } from "zod";
import { messageOf } from "../../../domain/errors";
import { readAccount } from "../../account-objects";
import { safetyError, usageError } from "../../cli-error";
import { createCommand } from "../../command";
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
  return createCommand({
    usage: "orphans",
    summary: "List ports and sessions that no stack manages",
    details:
      "Changes nothing by default, and lists the stacks that were read. --delete asks for confirmation, then deletes sessions before ports. Healthy objects stay unless you add --include-healthy. --delete fails if any stack of the backend, in any project, was not read. If stacks in other backends have ports in the account, add them as files with --state. Do not run this during `pulumi up`, because objects that were just ordered are not in the state yet.",
    options: [
      new Option("--stack <name>", "Stack to read; repeatable").argParser(collect),
      new Option("--state <file>", "Output of `pulumi stack export`; repeatable").argParser(
        collect,
      ),
      new Option(
        "--all-stacks",
        "Read every stack of the backend, including other projects; --delete needs this or their names",
      ),
      new Option("--cwd <folder>", "Folder of the Pulumi project"),
      new Option("--delete", "Delete the orphans after confirmation"),
      new Option("--include-healthy", "Also delete Healthy objects"),
      new Option("--yes", "Do not ask for confirmation"),
    ],
    schema,
    async run(options, context) {
      const { output } = context;
      requireStacks(options);
      const { api } = await context.connect();
      // Read the account before the stacks, so that a port ordered in between cannot look like an orphan.
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
    "A stack is required, because without one every object is an orphan. Use --stack, --state or --all-stacks.",
  );
}

/** Throws if a stack was not read, because its objects would look like orphans. */
function requireAllRead(unread: readonly string[]): void {
  if (unread.length === 0) return;
  throw safetyError(
    `--delete needs every stack of the backend, but ${unread.length} were not read: ${unread.join(", ")}. Nothing was deleted. Read them with --all-stacks.`,
  );
}

interface ReadStacks {
  stacks: Stack[];
  /** Stacks of the backend that were not read. Empty unless `--delete` is set. */
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
      `Stack "${options.stack}" cannot be read, so its objects are unknown. ${messageOf(error)}`,
    );
  }
}

/** Lists every stack of the backend. Stacks of other projects have full names, which are valid in any folder. */
async function listStacks(cwd: string | undefined): Promise<string[]> {
  const text = await pulumi(["stack", "ls", "--all", "--json"], { cwd });
  return z
    .array(z.looseObject({ name: z.string() }))
    .parse(JSON.parse(text))
    .map(({ name }) => name);
}
