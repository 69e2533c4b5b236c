/** `comment`: Markdown for a pull request, from a preview and the designs before and after. */
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { type Command, Option } from "commander";
import { z } from "zod";
import { messageOf } from "../../../domain/errors";
import { usageError } from "../../cli-error";
import { createCommand } from "../../command";
import { readDesignFile } from "../../design-files";
import { EXIT } from "../../exit-codes";
import { writeOutputFile } from "../../files";
import { commentMarkdown } from "./markdown";
import { readPreview } from "./preview";

const schema = z.object({
  preview: z.string("it is required. Name the output of `pulumi preview --json`, or - for stdin"),
  before: z.string().optional(),
  after: z.string().optional(),
  out: z.string().optional(),
});

export function commentCommand(): Command {
  return createCommand({
    usage: "comment",
    summary: "Write a pull request comment: what changes, what it interrupts, and the design",
    options: [
      new Option("--preview <file>", "Output of `pulumi preview --json`; - for stdin"),
      new Option("--before <file>", "Design before the change: output of `pulumi stack export`"),
      new Option("--after <file>", "Design after: output of `pulumi stack export`"),
      new Option("--out <file>", "Output file (default: stdout)"),
    ],
    schema,
    async run({ preview, before, after, out }, { output }) {
      if (before !== undefined && after === undefined) {
        throw usageError("--before needs --after. Name the design after the change too.");
      }
      const plan = readPreview(await readText(preview));
      const markdown = commentMarkdown(plan, {
        ...(before === undefined ? {} : { before: await readDesignFile("--before", before) }),
        ...(after === undefined ? {} : { after: await readDesignFile("--after", after) }),
      });
      if (out !== undefined) {
        await writeOutputFile(out, markdown);
        if (output.json) output.data({ file: out });
        else output.note(`Written to ${out}`);
      } else if (output.json) output.data({ markdown });
      else output.line(markdown.trimEnd());
      return EXIT.ok;
    },
  });
}

async function readText(file: string): Promise<string> {
  if (file === "-") return text(process.stdin);
  return readFile(file, "utf8").catch((error: unknown) => {
    throw usageError(`--preview: ${messageOf(error)}`);
  });
}
