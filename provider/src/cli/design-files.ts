/** Designs in a file: an exported state of a stack, the output of `report --json`, or a design as JSON. */
import { readFile } from "node:fs/promises";
import { Option } from "commander";
import { CniError, messageOf } from "../domain/errors";
import { isObject } from "../domain/is-object";
import type { Design } from "../topology";
import { checkNames } from "../topology/check-names";
import { checkValues } from "../topology/check-values";
import { usageError } from "./cli-error";
import { designsOfStack } from "./design-of-stack";
import { designSchema } from "./design-schema";
import { readStack, type Stack, type StackOptions, stackOf } from "./stack";

const UNGROUPED = "ungrouped";

export function designFileOption(): Option {
  return new Option("--design <file>", "File with a design to use instead of the stack's");
}

/** Reads the designs of `--design` or of the stack. Returns `undefined` if the options name neither. */
export async function readDeclaredDesigns(
  { design, ...options }: StackOptions & { design?: string },
  ofStack: (stack: Stack) => Design[],
): Promise<Design[] | undefined> {
  if (design !== undefined) return readDesignFile("--design", design);
  const stack = await stackOf(options);
  return stack && ofStack(stack);
}

/** Reads the designs of a file. Throws if it has none, or if one is not valid. */
export async function readDesignFile(option: string, file: string): Promise<Design[]> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw usageError(`${option}: ${messageOf(error)}`);
  });
  const designs = designsIn(text, option, file);
  for (const design of designs) {
    try {
      checkValues(design);
      checkNames(design);
    } catch (error) {
      if (!(error instanceof CniError)) throw error;
      throw usageError(`${option}: ${file}: ${error.message}`);
    }
  }
  return designs;
}

function designsIn(text: string, option: string, file: string): Design[] {
  const json = parseObject(text);
  if (json !== undefined && ("deployment" in json || "checkpoint" in json)) {
    // Ports without a group would have the name of the file, which differs before and after.
    return designsOfStack(readStack(file, text)).map((design) =>
      design.name === file ? { ...design, name: UNGROUPED } : design,
    );
  }
  const design = json && "design" in json ? json.design : json;
  if (!isObject(design) || !("ports" in design)) {
    throw usageError(
      `${option}: ${file} has no design. Use the output of \`pulumi stack export\` or of \`report --json\`, or a design as JSON.`,
    );
  }
  const { data, error } = designSchema.safeParse(design);
  if (data !== undefined) return [data];
  const [issue] = error.issues;
  throw usageError(`${option}: ${file}: ${issue?.path.join(".")}: ${issue?.message}.`);
}

function parseObject(text: string): object | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
