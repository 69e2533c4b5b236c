import { type Command, Option } from "commander";
import { z } from "zod";
import { type Assessment, assess, type Blocker } from "../../../topology";
import { outageInWords } from "../../../topology/outage-range";
import { createCommand } from "../../command";
import { designFields, designOptions } from "../../design-options";
import { designsOf } from "../../designs";
import { EXIT } from "../../exit-codes";
import { verdictMark } from "../../marks";
import type { Output } from "../../output";
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
      const assessments = (await designsOf(options, context)).map((design) => assess(design));
      const format = output.json && options.format === "text" ? "json" : options.format;
      if (format === "json") output.data(assessments.map(summary));
      if (format === "sarif") output.data(sarif(assessments));
      if (format === "github")
        for (const line of githubCommands(assessments)) output.runnerCommand(line);
      if (format === "text") for (const one of assessments) printAssessment(output, one);
      const isBad = ({ met, blockers }: Assessment) =>
        met !== true || (options.strict && blockers.length > 0);
      return assessments.some(isBad) ? EXIT.findings : EXIT.ok;
    },
  });
}

const VERDICTS = {
  true: { mark: "good", verb: "is" },
  unknown: { mark: "unsure", verb: "may be" },
  false: { mark: "bad", verb: "is not" },
} as const;

/** Removes pairs of failures, of which there can be thousands. */
function summary({ pairs, ...assessment }: Assessment) {
  return assessment;
}

function printAssessment(output: Output, assessment: Assessment): void {
  const { name, intent, configured, operational, met, worstCase, worstOutage, blockers } =
    assessment;
  const { mark, verb } = VERDICTS[`${met}`];
  output.line(`${verdictMark(output, mark)} ${output.paint("bold", name)} ${verb} ${intent}`);
  output.line(`  configured: ${configured}, working now: ${operational}`);
  output.line(
    `  after the worst single failure: ${worstCase.toCustomer} Gbps to you, ${worstCase.toCloudflare} Gbps to Cloudflare`,
  );
  output.line(
    `  longest outage of a single failure: ${outageInWords(worstOutage.toCustomer.silent)} to you, ${outageInWords(worstOutage.toCloudflare.silent)} to Cloudflare`,
  );
  for (const blocker of blockers) printFinding(output, blocker);
}

function printFinding(output: Output, { type, severity, explanation, documentationUrl }: Blocker) {
  const mark = verdictMark(output, severity === "error" ? "bad" : "unsure");
  output.line(`  ${mark} ${severity} ${type}`);
  output.paragraph(explanation, 6);
  output.paragraph(documentationUrl, 6, "dim");
}
