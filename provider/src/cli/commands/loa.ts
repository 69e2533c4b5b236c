import { join } from "node:path";
import { type Command, Option } from "commander";
import { z } from "zod";
import { isApiError } from "../../api/errors";
import { letter } from "../../queries/interconnects";
import { usageError } from "../cli-error";
import { commandOf } from "../command";
import { EXIT } from "../exit-codes";
import { writeOutputFile } from "../files";
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
  /** Why there is none. */
  problem?: string;
}

export function loaCommand(): Command {
  return commandOf({
    usage: "loa [name]",
    summary: "save Letters of Authorization (LOA), of one port or of all ports of a stack",
    details: "With --out - the letter of one port goes to standard output.",
    options: [
      new Option("--out <path>", "the file, or with --stack the folder"),
      new Option("--party <name>", "who orders the cross-connect, unless it is the account"),
      ...stackOptions(),
    ],
    schema,
    async run({ args: [name], out, party, ...options }, { connect, output }) {
      const stack = await stackOf(options);
      if ((name === undefined) === (stack === undefined)) {
        throw usageError("name one port, or a stack with --stack");
      }
      const { api } = await connect();
      const pdfOf = async (interconnect: string) =>
        Buffer.from(
          await letter(party ? { interconnect, party } : { interconnect }).ask(api),
          "base64",
        );

      if (name !== undefined && out === "-") {
        if (output.isTerminal)
          throw usageError("a PDF is nothing for a terminal: pipe it, or name a file");
        process.stdout.write(await pdfOf(name));
        return EXIT.ok;
      }

      async function save(interconnect: string): Promise<Saved> {
        const usual = `${interconnect.replaceAll(/[^\w.-]/g, "_")}-loa.pdf`;
        const file = stack === undefined ? (out ?? usual) : join(out ?? ".", usual);
        try {
          await writeOutputFile(file, await pdfOf(interconnect));
          return { interconnect, file };
        } catch (error) {
          // A port that was deleted, or one that has no letter, is no reason to leave out the others.
          if (stack === undefined || !isApiError(error, "not-found", "refused")) throw error;
          return { interconnect, problem: error.message };
        }
      }
      const direct = stack?.ports.filter(({ kind }) => kind !== "gcp_partner") ?? [];
      const names = name === undefined ? direct.map((port) => port.interconnect) : [name];
      const saved = await withProgress(output, "letters", names, save);
      if (output.json) output.data(saved);
      else if (saved.length === 0) output.note("there are no ports");
      else
        for (const { interconnect, file, problem } of saved)
          output.line(file ?? `${interconnect}: ${problem}`);
      return saved.some(({ problem }) => problem !== undefined) ? EXIT.findings : EXIT.ok;
    },
  });
}
