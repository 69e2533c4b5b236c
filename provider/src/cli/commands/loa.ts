import { join } from "node:path";
import { type Command, Option } from "commander";
import { z } from "zod";
import { isApiError } from "../../api/errors";
import { usageError } from "../cli-error";
import { createCommand } from "../command";
import { EXIT } from "../exit-codes";
import { writeOutputFile } from "../files";
import { downloadLetter, letterFileName } from "../letters";
import { withProgress } from "../progress";
import { stackFields, stackOf, stackOptions } from "../stack";

const schema = z.object({
  args: z.array(z.string()),
  out: z.string().optional(),
  party: z.string().optional(),
  ...stackFields,
});

interface Saved {
  interconnect: string;
  file?: string;
  /** Reason why the letter was not saved. */
  problem?: string;
}

export function loaCommand(): Command {
  return createCommand({
    usage: "loa [name]",
    summary: "Save the Letter of Authorization (LOA) of one port, or of every port of a stack",
    details: "Use --out - to write a single port's letter to stdout.",
    options: [
      new Option("--out <path>", "Output file, or output folder with --stack"),
      new Option("--party <name>", "Party that orders the cross-connect (default: the account)"),
      ...stackOptions(),
    ],
    schema,
    async run({ args: [name], out, party, ...options }, { connect, output }) {
      const stack = await stackOf(options);
      if ((name === undefined) === (stack === undefined)) {
        throw usageError(
          "Exactly one port or one stack is required. Specify a port, or a stack with --stack.",
        );
      }
      const { api } = await connect();
      const pdfOf = (interconnect: string) => downloadLetter(api, interconnect, party);

      if (name !== undefined && out === "-") {
        if (output.isTerminal)
          throw usageError(
            "A PDF cannot be printed on a terminal. Pipe it, or name a file with --out.",
          );
        process.stdout.write(await pdfOf(name));
        return EXIT.ok;
      }

      async function save(interconnect: string): Promise<Saved> {
        const usual = letterFileName(interconnect);
        const file = stack === undefined ? (out ?? usual) : join(out ?? ".", usual);
        try {
          await writeOutputFile(file, await pdfOf(interconnect));
          return { interconnect, file };
        } catch (error) {
          // A deleted port, or one without a letter, must not stop the others.
          if (stack === undefined || !isApiError(error, "not-found", "refused")) throw error;
          return { interconnect, problem: error.message };
        }
      }
      const direct = stack?.ports.filter(({ kind }) => kind !== "gcp_partner") ?? [];
      const names = name === undefined ? direct.map((port) => port.interconnect) : [name];
      const saved = await withProgress(output, "letters", names, save);
      if (output.json) output.data(saved);
      else if (saved.length === 0) output.note("No ports found.");
      else
        for (const { interconnect, file, problem } of saved)
          output.line(file ?? `${interconnect}: ${problem}`);
      return saved.some(({ problem }) => problem !== undefined) ? EXIT.findings : EXIT.ok;
    },
  });
}
