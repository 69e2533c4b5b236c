/** Designs in a file: an exported state of a stack, the output of `report --json`, or a design as JSON. */
import { readFile } from "node:fs/promises";
import { CniError, messageOf } from "../domain/errors";
import { isObject } from "../domain/is-object";
import { type Design, recordedDesign } from "../topology";
import { checkNames } from "../topology/check-names";
import { checkValues } from "../topology/check-values";
import { usageError } from "./cli-error";
import { designsOfStack } from "./design-of-stack";
import { readStack } from "./stack";

const UNGROUPED = "ungrouped";

/** Reads the designs of a file. Throws if it has none, or if one is not valid. */
export async function readDesignFile(option: string, file: string): Promise<Design[]> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw usageError(`${option}: ${messageOf(error)}`);
  });
  const designs = designsIn(text, file);
  if (designs === undefined) {
    throw usageError(
      `${option}: ${file} has no design. Use the output of \`pulumi stack export\` or of \`report --json\`.`,
    );
  }
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

function designsIn(text: string, file: string): Design[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(json)) return undefined;
  if ("deployment" in json || "checkpoint" in json) {
    // Ports without a group would have the name of the file, which differs before and after.
    return designsOfStack(readStack(file, text)).map((design) =>
      design.name === file ? { ...design, name: UNGROUPED } : design,
    );
  }
  const design = recordedDesign("design" in json ? json : { design: json });
  return design === undefined ? undefined : [design];
}
