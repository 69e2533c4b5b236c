import { type Command, Option } from "commander";
import { z } from "zod";
import { designDiff, diagram, report } from "../../pictures";
import { assess, type Design } from "../../topology";
import { usageError } from "../cli-error";
import { type CommandContext, createCommand } from "../command";
import { readDesignFile } from "../design-files";
import { designFields, designOptions } from "../design-options";
import { designOf } from "../designs";
import { EXIT, type ExitCode } from "../exit-codes";
import { writeOutputFile } from "../files";
import { stackFields, stackOptions } from "../stack";

const schema = z.object({
  out: z.string().optional(),
  group: z.string().optional(),
  live: z.boolean().default(true),
  ...designFields,
  ...stackFields,
});

const pictureOptions = () => [
  new Option("--out <file>", "Output file (default: stdout)"),
  new Option("--group <name>", "Only this group of the stack"),
  new Option("--no-live", "Omit link states, for a design that is not deployed yet"),
  ...designOptions(),
  ...stackOptions(),
];

export function diagramCommand(): Command {
  return createCommand({
    usage: "diagram",
    summary: "Draw a stack or the account",
    options: [
      new Option(
        "--format <format>",
        "Output format; GitHub renders mermaid, and markdown in a comment",
      )
        .choices(["svg", "mermaid", "markdown"])
        .default("svg"),
      new Option(
        "--before <file>",
        "Design before the change, to draw the differences; requires --after",
      ),
      new Option("--after <file>", "Design after the change: an exported state, or report --json"),
      ...pictureOptions(),
    ],
    schema: schema.extend({
      format: z.enum(["svg", "mermaid", "markdown"]),
      before: z.string().optional(),
      after: z.string().optional(),
    }),
    async run({ format, before, after, ...options }, context) {
      if (format === "svg") refuseTerminal(context, options.out);
      if (before !== undefined || after !== undefined) {
        const picture = await drawChange({ before, after, ...options }, format);
        return writeResult(context, options.out, picture, { format, picture });
      }
      const design = applyLive(await designOf(options, context), options);
      const picture = diagram(design, assess(design), { format });
      return writeResult(context, options.out, picture, { format, picture });
    },
  });
}

export function reportCommand(): Command {
  return createCommand({
    usage: "report",
    summary: "Generate an HTML report on a stack or the account: findings, diagram, failures",
    options: pictureOptions(),
    schema,
    async run(options, context) {
      refuseTerminal(context, options.out);
      const design = applyLive(await designOf(options, context), options);
      const { pairs, ...summary } = assess(design);
      const page = () => report(design, { ...summary, pairs });
      return writeResult(context, options.out, page(), { design, assessment: summary });
    },
  });
}

interface ChangeOptions {
  before?: string;
  after?: string;
  group?: string;
  stack?: string;
  state?: string;
}

/** Draws the difference between the designs of two files. */
async function drawChange(
  { before, after, group, stack, state }: ChangeOptions,
  format: "svg" | "mermaid" | "markdown",
): Promise<string> {
  if (before === undefined || after === undefined) {
    throw usageError("--before and --after belong together. Name a file with each.");
  }
  if (stack !== undefined || state !== undefined) {
    throw usageError("--before and --after conflict with --stack and --state. Use two files.");
  }
  const [old, now] = [
    await readDesignFile("--before", before),
    await readDesignFile("--after", after),
  ];
  return designDiff(chooseDesign("--before", old, group), chooseDesign("--after", now, group), {
    format,
  });
}

/** Chooses the design of a file by its group. Throws if the choice is not unique. */
function chooseDesign(option: string, designs: readonly Design[], group?: string): Design {
  const chosen = designs.filter(({ name }) => group === undefined || name === group);
  const [design, ...others] = chosen;
  if (design !== undefined && others.length === 0) return design;
  const names = designs.map(({ name }) => name).join(", ");
  throw usageError(
    design === undefined
      ? `${option}: group "${group}" not found. Choose one of: ${names}.`
      : `${option}: the file has several designs. Choose one with --group: ${names}.`,
  );
}

/** Removes link states with `--no-live`, so that only the achieved level is assessed. */
function applyLive(design: Design, { live }: { live: boolean }): Design {
  if (live) return design;
  return { ...design, ports: design.ports.map(({ state: _, ...port }) => port) };
}

/** Throws if markup would be printed on a terminal. */
function refuseTerminal({ output }: CommandContext, out: string | undefined): void {
  if (out === undefined && output.isTerminal && !output.json) {
    throw usageError(
      "This output is not meant for a terminal. Name a file with --out, or pipe it.",
    );
  }
}

/** Writes to the file if there is one, otherwise to stdout. */
async function writeResult(
  { output }: CommandContext,
  out: string | undefined,
  text: string,
  data: object,
): Promise<ExitCode> {
  if (out !== undefined) {
    await writeOutputFile(out, text);
    if (output.json) output.data({ file: out });
    else output.note(`Written to ${out}`);
  } else if (output.json) output.data(data);
  else output.line(text.trimEnd());
  return EXIT.ok;
}
