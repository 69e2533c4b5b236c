/** Judges the design of a group. Fails or warns if the design does not achieve its intent. */
import * as pulumi from "@pulumi/pulumi";
import { CniError } from "../domain/errors";
import { OnFailure } from "../domain/values";
import {
  type Assessment,
  assess,
  type Design,
  replacementOrder,
  type Scorecard,
  scorecardOf,
} from "../topology";
import { CAPACITY_TITLE } from "../topology/lights";
import { buildActualDesign, type PortOutputs, type SessionOutputs } from "./actual-design";
import { buildDeclaredDesign, type Inventory } from "./declared-design";
import type { Description } from "./description";
import { readRecordedPorts } from "./recorded-ports";
import { withUserErrors } from "./user-errors";

/** Group to judge, with settings for reporting its findings. */
export interface JudgeContext {
  group: pulumi.Resource;
  onUnmet: OnFailure;
  /** Warnings that have already been logged. */
  warned: Set<string>;
}

/** Result of judging a declared design. */
export interface DeclaredJudgement {
  /** Order in which the ports may be replaced. */
  replacementOrder: string[];
  /** Verdict on the design in one line. */
  summary: string;
}

/**
 * Judges the declared design before anything is ordered. If the declaration alone leads to findings, judges the
 * recorded locations of the ports instead.
 */
export async function judgeDeclaredDesign(
  context: JudgeContext,
  description: Description,
  inventory: Inventory,
): Promise<DeclaredJudgement> {
  const byDeclaration = tryAssess(() => buildDeclaredDesign(description, inventory));
  const chosen = isMetWithoutBlockers(byDeclaration)
    ? byDeclaration
    : await judgeByRecord(context, description, inventory, byDeclaration);
  return withUserErrors(() => {
    if ("error" in chosen) throw chosen.error;
    const { design } = chosen;
    const assessment = judge(context, design);
    const names = design.ports.map(({ name }) => name);
    return {
      replacementOrder: replacementOrder(design, names).map(({ port }) => port),
      summary: summaryOf(scorecardOf(design, assessment)),
    };
  });
}

/** Says what the design achieves, and what the worst failure leaves. */
function summaryOf({ headline, lights }: Scorecard): string {
  const capacity = lights.find(({ title }) => title === CAPACITY_TITLE);
  return [`${headline}.`, capacity?.detail].filter(Boolean).join(" ");
}

/**
 * Logs the verdict on a design whose ports the update creates or changes. The outputs of an unchanged group are known in
 * preview, so it logs nothing.
 */
export async function logSummaryOfChange(
  group: pulumi.Resource,
  summary: string,
  outputs: pulumi.Output<unknown>,
): Promise<void> {
  const isKnown: unknown = Reflect.get(outputs, "isKnown");
  // If the outputs fail, the engine reports the failure.
  const hasChange = await Promise.resolve(isKnown).then(
    (known) => known === false,
    () => false,
  );
  if (hasChange) await pulumi.log.info(summary, group);
}

/** Design with its assessment, or the error that prevented the assessment. */
type Judgement = { design: Design; assessment: Assessment } | { error: unknown };

function tryAssess(make: () => Design): Judgement {
  try {
    const design = make();
    return { design, assessment: assess(design) };
  } catch (error) {
    return { error };
  }
}

/** Whether the assessment has no findings against the design. */
function isMet(judged: Judgement): boolean {
  return "assessment" in judged && judged.assessment.met !== false;
}

function isMetWithoutBlockers(judged: Judgement): boolean {
  return isMet(judged) && "assessment" in judged && judged.assessment.blockers.length === 0;
}

/**
 * Judges the design by the recorded locations of its ports. If only the declaration meets the intent, the declaration
 * counts, because the update fixes the design.
 */
async function judgeByRecord(
  { group }: JudgeContext,
  description: Description,
  inventory: Inventory,
  byDeclaration: Judgement,
): Promise<Judgement> {
  const names = description.ports.map(({ name }) => name);
  const recorded = await readRecordedPorts(group, description.name, names);
  if (recorded.size === 0) return byDeclaration;
  const judged = tryAssess(() => buildDeclaredDesign(description, inventory, recorded));
  return isMet(byDeclaration) && !isMet(judged) ? byDeclaration : judged;
}

export function judgeActualDesign(
  context: JudgeContext,
  description: Description,
  ports: Readonly<Record<string, PortOutputs>>,
  sessions: Readonly<Record<string, SessionOutputs>>,
  { magicInterconnects }: Pick<Inventory, "magicInterconnects">,
): Assessment & { design: Design; scorecard: Scorecard } {
  return withUserErrors(() => {
    const design = buildActualDesign(description, ports, sessions, magicInterconnects);
    const assessment = judge(context, design);
    return { ...assessment, design, scorecard: scorecardOf(design, assessment) };
  });
}

function judge({ group, onUnmet, warned }: JudgeContext, design: Design): Assessment {
  const assessment = assess(design);
  const { met, blockers } = assessment;
  if (met === false && onUnmet === OnFailure.Error) throw new CniError(refusal(assessment));
  for (const { severity, explanation } of blockers) {
    const line = `${severity === "error" ? "unmet: " : ""}${explanation}`;
    if (warned.has(line)) continue;
    warned.add(line);
    void pulumi.log.warn(line, group);
  }
  return assessment;
}

function refusal({ name, intent, configured, blockers }: Assessment): string {
  const problem =
    configured === "none"
      ? `must be ${intent} but has no ports`
      : configured === intent
        ? `is ${intent} but has errors`
        : `must be ${intent} but achieves only "${configured}"`;
  return [
    `Group "${name}" ${problem}:`,
    ...blockers
      .filter(({ severity }) => severity !== "warning")
      .map(({ type, explanation }) => `- ${explanation} (${type})`),
    'Fix the design, or set onUnmet: "warn" to continue with warnings.',
  ].join("\n");
}
