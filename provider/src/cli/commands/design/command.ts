import type { Command } from "commander";
import type { AccountApi } from "../../../api/account";
import { counted } from "../../../domain/text";
import { type Candidate, plan } from "../../../topology/plan/plan";
import { usageError } from "../../cli-error";
import { type CommandContext, createCommand } from "../../command";
import { EXIT, type ExitCode } from "../../exit-codes";
import type { GroupProgram } from "../../generated/group-program";
import { writeProject } from "../../generated/project";
import { canAsk, Questions } from "../../questions";
import { readOptional } from "../../read-optional";
import { askForOptions, type CompleteOptions, missingOptions, requireOptions } from "./complete";
import {
  type DesignCommandOptions,
  designCommandOptions,
  designSchema,
  wholeNumber,
} from "./options";
import { printPlan } from "./print";
import { toProgram } from "./program";
import { toRequirement } from "./requirement";
import { summaryOf } from "./summary";

export function designCommand(): Command {
  return createCommand({
    usage: "design",
    summary: "Plan ports on free slots, and generate a Pulumi program for them",
    details:
      "Lists designs on the account's free slots that meet the intent, the demand and the longest outage, ranked by distance, diversity, number of ports, spare slots and capacity. The rules of `verify` judge every design. If none meets the requirement, says what is missing and what can be met, and exits with 1. With --out, writes the program of one design as a Pulumi project. On a terminal, asks for required options that are missing. Orders nothing.",
    options: designCommandOptions(),
    schema: designSchema,
    async run(options, context) {
      const isAsking = missingOptions(options).length > 0 && canAsk() && !context.output.json;
      if (!isAsking) return design(requireOptions(options), context);
      const questions = new Questions(context.signal);
      try {
        return await design(await askForOptions(options, questions), context, questions);
      } finally {
        questions.close();
      }
    },
  });
}

async function design(
  options: CompleteOptions,
  { connect, output }: CommandContext,
  questions?: Questions,
): Promise<ExitCode> {
  if (options.backup === undefined) {
    output.note(
      "Without --backup, the Internet is the backup, and its capacity is unknown. Set it with --backup internet:<Gbps>.",
    );
  }
  const { api } = await connect();
  const { slots, cnis } = await readForPlan(api);
  const found = plan(toRequirement(options, slots, cnis), slots, options.candidates);
  const { candidates } = found;
  if (!output.json) printPlan(output, found);
  const choice = candidates.length === 0 ? undefined : await choose(options, candidates, questions);
  const file = choice && (await writeProgram(choice, options));
  if (output.json) output.data(summaryOf(found, file));
  else if (choice && file) {
    output.line(`${file} orders ${counted(choice.candidate.design.ports.length, "port")}`);
    for (const command of nextCommands(choice, options)) output.note(`  ${command}`);
  }
  return candidates.length > 0 ? EXIT.ok : EXIT.findings;
}

async function readForPlan(api: AccountApi) {
  const [slots, cnis] = await Promise.all([api.slots.list(), readOptional(api.cnis.list())]);
  return { slots, cnis: cnis ?? [] };
}

interface Choice {
  candidate: Candidate;
  program: GroupProgram;
  folder: string;
}

/** Returns the candidate whose program must be written, and the folder; `undefined` if none must. */
async function choose(
  { out, choose: number = 1 }: DesignCommandOptions,
  candidates: readonly Candidate[],
  questions: Questions | undefined,
): Promise<Choice | undefined> {
  const folder =
    out ?? (await questions?.ask("Folder for the program of one design? (empty: none)")) ?? "";
  if (folder === "") return undefined;
  const isOpen = questions !== undefined && candidates.length > 1;
  const chosen = isOpen
    ? await questions.askUntilValid(
        `Which design? (1 to ${candidates.length}; empty: ${number})`,
        (answer) => toCandidate(answer === "" ? number : wholeNumber(answer), candidates),
      )
    : toCandidate(number, candidates);
  return { candidate: chosen, program: toProgram(chosen), folder };
}

function toCandidate(number: number, candidates: readonly Candidate[]): Candidate {
  const candidate = candidates[number - 1];
  if (candidate !== undefined) return candidate;
  throw usageError(
    `--choose ${number}: there are only ${counted(candidates.length, "design")}. Choose 1 to ${candidates.length}, or list more with --candidates.`,
  );
}

function writeProgram(
  { program, folder }: Choice,
  { language, force }: DesignCommandOptions,
): Promise<string> {
  const { name, description } = program.project;
  return writeProject({
    folder,
    name,
    description,
    language,
    program: language.print(program),
    force,
  });
}

function nextCommands(
  { program: { secrets }, folder }: Choice,
  { language }: DesignCommandOptions,
): string[] {
  return [
    `cd ${folder}`,
    ...language.install,
    "pulumi stack init dev",
    ...secrets.map((key) => `pulumi config set --secret ${key}`),
    "pulumi preview",
  ];
}
