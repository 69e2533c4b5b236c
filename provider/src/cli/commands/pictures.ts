import { type Command, Option } from "commander";
import { z } from "zod";
import { diagram, report } from "../../pictures";
import { assess, type Design } from "../../topology";
import { usage } from "../cli-error";
import { commandOf, type Frame } from "../command";
import { designFields, designOptions } from "../design-options";
import { designOf } from "../designs";
import { EXIT, type ExitCode } from "../exit-codes";
import { writeOut } from "../files";
import { stackFields, stackOptions } from "../stack";

const given = z.object({
  out: z.string().optional(),
  group: z.string().optional(),
  live: z.boolean().default(true),
  ...designFields,
  ...stackFields,
});

const options = () => [
  new Option("--out <file>", "the file; standard output unless told"),
  new Option("--group <name>", "one group of the stack"),
  new Option("--no-live", "Leave out link states, for a design that is not deployed yet"),
  ...designOptions(),
  ...stackOptions(),
];

export function diagramCommand(): Command {
  return commandOf({
    usage: "diagram",
    summary: "draw a stack, or the account",
    options: [
      new Option("--format <format>", "mermaid is text that GitHub draws")
        .choices(["svg", "mermaid"])
        .default("svg"),
      ...options(),
    ],
    given: given.extend({ format: z.enum(["svg", "mermaid"]) }),
    async run({ format, ...given }, frame) {
      if (format !== "mermaid") needsPlace(frame, given.out);
      const design = shown(await designOf(given, frame), given);
      const picture = diagram(design, assess(design), { format });
      return deliver(frame, given.out, picture, { format, picture });
    },
  });
}

export function reportCommand(): Command {
  return commandOf({
    usage: "report",
    summary: "write a page on a stack, or on the account: judgement, picture, failures",
    options: options(),
    given,
    async run(given, frame) {
      needsPlace(frame, given.out);
      const design = shown(await designOf(given, frame), given);
      const { pairs, ...judged } = assess(design);
      const page = () => report(design, { ...judged, pairs });
      return deliver(frame, given.out, page(), { design, assessment: judged });
    },
  });
}

/** Without link states, the achieved level alone is judged. */
function shown(design: Design, { live }: { live: boolean }): Design {
  if (live) return design;
  return { ...design, ports: design.ports.map(({ state: _, ...port }) => port) };
}

/** Markup on a terminal is for nobody. */
function needsPlace({ output }: Frame, out: string | undefined): void {
  if (out === undefined && output.isTerminal && !output.json) {
    throw usage("this is nothing for a terminal: name a file with --out, or pipe it");
  }
}

/** With `--json` and a file, the file is written and told of. */
async function deliver(
  { output }: Frame,
  out: string | undefined,
  text: string,
  data: object,
): Promise<ExitCode> {
  if (out !== undefined) {
    await writeOut(out, text);
    if (output.json) output.data({ file: out });
    else output.note(`Written to ${out}`);
  } else if (output.json) output.data(data);
  else output.line(text.trimEnd());
  return EXIT.ok;
}
