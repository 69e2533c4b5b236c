/** What is said of a group's design, and what becomes of one that does not fulfil its intent. */
import * as pulumi from "@pulumi/pulumi";
import { CniError } from "../domain/errors";
import { OnFailure } from "../domain/values";
import { UserError } from "../program/user-error";
import { type Assessment, assess, type Design, replacementOrder } from "../topology";
import { buildActualDesign, type PortOutputs, type SessionOutputs } from "./actual-design";
import { buildDeclaredDesign, type Inventory } from "./declared-design";
import type { Description } from "./description";
import { readRecordedPorts } from "./recorded-ports";

/** Who is told, and how strictly. */
export interface JudgeContext {
  group: pulumi.Resource;
  onUnmet: OnFailure;
  /** What was said already. */
  warned: Set<string>;
}

/**
 * Before anything is ordered. Gives the order in which its ports may be replaced. A design that is
 * not beyond doubt by its declaration alone is judged by where its own ports are.
 */
export async function judgeDeclaredDesign(
  context: JudgeContext,
  description: Description,
  inventory: Inventory,
): Promise<string[]> {
  const byDeclaration = tryAssess(() => buildDeclaredDesign(description, inventory));
  const chosen = isMetWithoutBlockers(byDeclaration)
    ? byDeclaration
    : await judgeByRecord(context, description, inventory, byDeclaration);
  return withUserErrors(() => {
    if ("error" in chosen) throw chosen.error;
    const { design } = chosen;
    judge(context, design);
    const names = design.ports.map(({ name }) => name);
    return replacementOrder(design, names).map(({ port }) => port);
  });
}

/** A design with its judgement, or why there is none. */
type Judgement = { design: Design; assessment: Assessment } | { error: unknown };

function tryAssess(make: () => Design): Judgement {
  try {
    const design = make();
    return { design, assessment: assess(design) };
  } catch (error) {
    return { error };
  }
}

function isMet(judged: Judgement): boolean {
  return "assessment" in judged && judged.assessment.met;
}

function isMetWithoutBlockers(judged: Judgement): boolean {
  return isMet(judged) && "assessment" in judged && judged.assessment.blockers.length === 0;
}

/** With the recorded places; by declaration only if an update mends what the record does not meet. */
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

/** When it is known where the ports are. */
export function judgeActualDesign(
  context: JudgeContext,
  description: Description,
  ports: Readonly<Record<string, PortOutputs>>,
  sessions: Readonly<Record<string, SessionOutputs>>,
): Assessment & { design: Design } {
  return withUserErrors(() => {
    const design = buildActualDesign(description, ports, sessions);
    return { ...judge(context, design), design };
  });
}

function judge({ group, onUnmet, warned }: JudgeContext, design: Design): Assessment {
  const assessment = assess(design);
  const { met, blockers } = assessment;
  if (!met && onUnmet === OnFailure.Error) throw new CniError(refusal(assessment));
  for (const { severity, explanation } of blockers) {
    const line = `${severity === "error" ? "unmet: " : ""}${explanation}`;
    if (warned.has(line)) continue;
    warned.add(line);
    void pulumi.log.warn(line, group);
  }
  return assessment;
}

function refusal({ name, intent, configured, blockers }: Assessment): string {
  const stands = {
    none: "it has no port",
    [intent]: "it is, with errors",
  };
  return [
    `the interconnect group "${name}" is to be ${intent}, and ${stands[configured] ?? `it is only ${configured}`}:`,
    ...blockers
      .filter(({ severity }) => severity !== "warning")
      .map(({ type, explanation }) => `- ${explanation} (${type})`),
    'Mend this, or set onUnmet: "warn" to go on with warnings.',
  ].join("\n");
}

/** What a user has to mend is told without a stack trace. */
function withUserErrors<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof CniError ? new UserError(error.message) : error;
  }
}
