import type { Command } from "commander";
import { z } from "zod";
import { CniError } from "../../../domain/errors";
import { counted } from "../../../domain/text";
import { type CommandContext, createCommand } from "../../command";
import { EXIT } from "../../exit-codes";
import { type Verdict, verdictMark } from "../../marks";
import type { Output } from "../../output";
import { stackFields, stackOptions } from "../../stack";
import { type Check, runAccountChecks, runLocalChecks } from "./checks";

export function doctorCommand(): Command {
  return createCommand({
    usage: "doctor",
    summary:
      "Check the token, permissions, account, versions, age of Cloudflare's published figures, and unrestored drills",
    details: "Changes nothing. Exits with 1 if a check fails.",
    options: stackOptions().filter(({ long }) => long !== "--state"),
    schema: z.object(stackFields),
    // One of the checks reports unrestored drills.
    handlesUnrestoredDrills: true,
    async run(_, context) {
      const { output } = context;
      const checks = [...(await runLocalChecks()), ...(await checkAccount(context))];
      if (output.json) output.data(checks);
      else printChecks(output, checks);
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

const WORST_FIRST: readonly Verdict[] = ["bad", "unsure", "good"];

/** Prints each check on a line, problems first. Long lines continue below their text on a terminal. */
function printChecks(output: Output, checks: readonly Check[]): void {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const ofVerdict = (verdict: Verdict) => checks.filter((check) => check.verdict === verdict);
  for (const { name, verdict, found, advice } of WORST_FIRST.flatMap(ofVerdict)) {
    const lead = `${verdictMark(output, verdict)} ${output.paint("bold", name.padEnd(width))}  `;
    output.entry(lead, [found, advice].filter(Boolean).join("; "), width + 4);
  }
  const [failed, unsure] = [ofVerdict("bad").length, ofVerdict("unsure").length];
  const counts = [failed > 0 && `${failed} failed`, unsure > 0 && counted(unsure, "warning")];
  output.note(
    `${counted(checks.length, "check")}: ${counts.filter(Boolean).join(", ") || "no problems"}`,
  );
}
