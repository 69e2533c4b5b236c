import type { Command } from "commander";
import { z } from "zod";
import { CniError } from "../../../domain/errors";
import { type CommandContext, createCommand } from "../../command";
import { EXIT } from "../../exit-codes";
import { verdictMark } from "../../marks";
import { stackFields, stackOptions } from "../../stack";
import { type Check, runAccountChecks, runLocalChecks } from "./checks";

export function doctorCommand(): Command {
  return createCommand({
    usage: "doctor",
    summary: "Check token, permissions, account, versions, age of facts and unrestored drills",
    details: "Changes nothing. Exits with 1 if a check fails.",
    options: stackOptions().filter(({ long }) => long !== "--state"),
    schema: z.object(stackFields),
    // One of the checks reports unrestored drills.
    handlesUnrestoredDrills: true,
    async run(_, context) {
      const { output } = context;
      const checks = [...(await runLocalChecks()), ...(await checkAccount(context))];
      if (output.json) output.data(checks);
      else for (const check of checks) printCheck(context, check);
      return checks.some(({ verdict }) => verdict === "bad") ? EXIT.findings : EXIT.ok;
    },
  });
}

async function checkAccount({ connect }: CommandContext): Promise<Check[]> {
  try {
    return await runAccountChecks(await connect());
  } catch (error) {
    if (!(error instanceof CniError)) throw error;
    return [{ name: "configuration", verdict: "bad", found: error.message }];
  }
}

function printCheck({ output }: CommandContext, { name, verdict, found, advice }: Check): void {
  output.line(`${verdictMark(output, verdict)} ${output.paint("bold", name)}`);
  output.paragraph(found, 2);
  if (advice !== undefined) output.paragraph(advice, 2, "dim");
}
