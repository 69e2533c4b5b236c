import type { Command } from "commander";
import { z } from "zod";
import { CniError } from "../../../domain/errors";
import { commandOf, type Frame } from "../../command";
import { EXIT } from "../../exit-codes";
import { verdictMark } from "../../marks";
import { stackFields, stackOptions } from "../../stack";
import { accountChecks, type Check, localChecks } from "./checks";

export function doctorCommand(): Command {
  return commandOf({
    usage: "doctor",
    summary: "check token, permissions, account, versions and what was left behind",
    details: "Changes nothing. Ends with 1 where something is wrong.",
    options: stackOptions().filter(({ long }) => long !== "--state"),
    given: z.object(stackFields),
    // It tells of them as one of its checks.
    mendsDrills: true,
    async run(_, frame) {
      const { output } = frame;
      const checks = [...(await localChecks()), ...(await ofAccount(frame))];
      if (output.json) output.data(checks);
      else for (const check of checks) tell(frame, check);
      return checks.some(({ verdict }) => verdict === "bad") ? EXIT.findings : EXIT.ok;
    },
  });
}

async function ofAccount({ connect }: Frame): Promise<Check[]> {
  try {
    return await accountChecks(await connect());
  } catch (error) {
    if (!(error instanceof CniError)) throw error;
    return [{ name: "configuration", verdict: "bad", found: error.message }];
  }
}

function tell({ output }: Frame, { name, verdict, found, advice }: Check): void {
  output.line(`${verdictMark(output, verdict)} ${output.paint("bold", name)}`);
  output.paragraph(found, 2);
  if (advice !== undefined) output.paragraph(advice, 2, "dim");
}
