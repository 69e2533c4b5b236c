import { type Command, Option } from "commander";
import { z } from "zod";
import {
  type Assessment,
  assess,
  type Blocker,
  type Scorecard,
  scorecardOf,
} from "../../../topology";
import { createCommand } from "../../command";
import { designFields, designOptions } from "../../design-options";
import { designsOf } from "../../designs";
import { EXIT } from "../../exit-codes";
import { verdictMark } from "../../marks";
import type { Output } from "../../output";
import { printScorecard } from "../../scorecard";
import { stackFields, stackOptions } from "../../stack";
import { githubCommands } from "./github";
import { sarif } from "./sarif";

const schema = z.object({
  format: z.enum(["text", "json", "sarif", "github"]),
  group: z.string().optional(),
  strict: z.boolean().default(false),
  ...designFields,
  ...stackFields,
});

export function verifyCommand(): Command {
  return createCommand({
    usage: "verify",
    summary: "Check a stack or the account against the high availability rules",
    details:
      "Exits with 1 if the intent is not met, if a rule is broken, or if either depends on something unknown; with --strict also for warnings. With --state it sends no API requests.",
    options: [
      new Option("--format <format>", "Output format")
        .choices(["text", "json", "sarif", "github"])
        .default("text"),
      new Option("--group <name>", "Only this group of the stack"),
      new Option("--strict", "Treat warnings as errors"),
      ...designOptions(),
      ...stackOptions(),
    ],
    schema,
    async run(options, context) {
      const { output } = context;
      const verified = (await designsOf(options, context)).map((design): Verified => {
        const assessment = assess(design);
        return { assessment, card: scorecardOf(design, assessment) };
      });
      const assessments = verified.map(({ assessment }) => assessment);
      const format = output.json && options.format === "text" ? "json" : options.format;
      if (format === "json") output.data(verified.map(summary));
      if (format === "sarif") output.data(sarif(assessments));
      if (format === "github")
        for (const line of githubCommands(assessments)) output.runnerCommand(line);
      if (format === "text") for (const one of verified) printAssessment(output, one);
      const isBad = ({ met, blockers }: Assessment) =>
        met !== true || (options.strict && blockers.length > 0);
      return assessments.some(isBad) ? EXIT.findings : EXIT.ok;
    },
  });
}

interface Verified {
  card: Scorecard;
  assessment: Assessment;
}

/** Adds the scorecard, and removes pairs of failures, of which there can be thousands. */
function summary({ card, assessment: { pairs, ...assessment } }: Verified) {
  return { ...assessment, scorecard: card };
}

function printAssessment(output: Output, { card, assessment }: Verified): void {
  printScorecard(output, card);
  for (const blocker of assessment.blockers) printFinding(output, blocker);
}

function printFinding(output: Output, { type, severity, explanation, documentationUrl }: Blocker) {
  const mark = verdictMark(output, severity === "error" ? "bad" : "unsure");
  output.line(`  ${mark} ${severity} ${type}`);
  output.paragraph(explanation, 6);
  output.paragraph(documentationUrl, 6, "dim");
}
