import { type Command, Option } from "commander";
import { z } from "zod";
import { diagram, report } from "../../pictures";
import { assess, type Design } from "../../topology";
import { usageError } from "../cli-error";
import { type CommandContext, createCommand } from "../command";
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
      ...pictureOptions(),
    ],
    schema: schema.extend({ format: z.enum(["svg", "mermaid", "markdown"]) }),
    async run({ format, ...options }, context) {
      if (format === "svg") refuseTerminal(context, options.out);
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
