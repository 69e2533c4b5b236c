import { type Command, Option } from "commander";
import { z } from "zod";
import { readAccount } from "../account-picture";
import { usage } from "../cli-error";
import { commandOf } from "../command";
import { EXIT } from "../exit-codes";
import { orphansIn, showOrphans } from "../orphans/find";
import { removeOrphans } from "../orphans/remove";
import { plain } from "../output";
import { pulumi } from "../pulumi-cli";
import { type Stack, stackOf } from "../stack";

const given = z.object({
  stack: z.array(z.string()).default([]),
  state: z.array(z.string()).default([]),
  allStacks: z.boolean().default(false),
  cwd: z.string().optional(),
  delete: z.boolean().default(false),
  includeHealthy: z.boolean().default(false),
  yes: z.boolean().default(false),
});
type Given = z.output<typeof given>;

const collect = (value: string, before: string[] = []) => [...before, value];

export function orphansCommand(): Command {
  return commandOf({
    usage: "orphans",
    summary: "list ports and sessions that no stack knows",
    details:
      "Lists only. With --delete they are deleted after a question, sessions before ports; what is Healthy stays unless --include-healthy is given as well. Name every stack that has ports in the account, and not while `pulumi up` runs: what it has just ordered is in no state yet.",
    options: [
      new Option("--stack <name>", "a stack; may be given again").argParser(collect),
      new Option(
        "--state <file>",
        "what `pulumi stack export` printed; may be given again",
      ).argParser(collect),
      new Option("--all-stacks", "every stack of the project"),
      new Option("--cwd <folder>", "folder of the Pulumi project"),
      new Option("--delete", "delete them, after a question"),
      new Option("--include-healthy", "delete also what is Healthy"),
      new Option("--yes", "do not ask"),
    ],
    given,
    async run(given, frame) {
      const { output } = frame;
      const stacks = await stacksOf(given);
      const { api } = await frame.connect();
      const picture = await readAccount(api, output);
      const orphans = orphansIn(picture, stacks);
      if (!given.delete || orphans.length === 0) {
        if (output.json) output.data(orphans);
        else showOrphans(orphans, output);
        return orphans.length > 0 ? EXIT.findings : EXIT.ok;
      }
      const deletions = await removeOrphans(orphans, picture, given, frame, api);
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

async function stacksOf({ stack, state, allStacks, cwd }: Given): Promise<Stack[]> {
  const names = allStacks ? [...stack, ...(await stackNames(cwd))] : stack;
  const wanted = [...new Set(names)].map((name) => ({ stack: name, cwd }));
  const files = state.map((file) => ({ state: file }));
  if (wanted.length + files.length === 0) {
    throw usage(
      "name the stacks with --stack, --state or --all-stacks: without any, everything is an orphan",
    );
  }
  const stacks = await Promise.all([...wanted, ...files].map(stackOf));
  return stacks.filter((found) => found !== undefined);
}

async function stackNames(cwd: string | undefined): Promise<string[]> {
  const text = await pulumi(["stack", "ls", "--json"], { cwd });
  return z
    .array(z.looseObject({ name: z.string() }))
    .parse(JSON.parse(text))
    .map(({ name }) => name);
}
