/** Every change of a preview, resource by resource. */
import { inertLine } from "../../../domain/outside-text";
import { counted } from "../../../domain/text";
import { visible } from "../../../run/property-values";
import { changesOf, isChange, valueInWords } from "./changes";
import type { PlannedStep } from "./preview";

const FENCE = "~~~~~~~~";
const MAX_VALUE = 300;

/** Writes as many resources as fit, and says how many are left out. No line of a resource can close the block. */
export function rawDiff(steps: readonly PlannedStep[], maxBytes: number): string {
  const texts = steps.filter(isChange).map(textOf);
  const lines: string[] = [];
  let bytes = Buffer.byteLength(`${FENCE}diff\n${FENCE}\n`) + 200;
  for (const text of texts) {
    bytes += Buffer.byteLength(text) + 1;
    if (bytes > maxBytes) break;
    lines.push(text);
  }
  const left = texts.length - lines.length;
  const note = `${counted(left, "resource")} of ${texts.length} left out, because a comment has a limited size. The log of the job has all.`;
  return [
    ...(lines.length > 0 ? [`${FENCE}diff`, ...lines, FENCE] : []),
    ...(left > 0 ? [...(lines.length > 0 ? [""] : []), note] : []),
  ].join("\n");
}

function textOf(step: PlannedStep): string {
  const { op, name, type, resource, before, after } = step;
  const title = `@@ ${name}: ${op} ${resource ?? type} @@`;
  return [title, ...linesOf()].map(inertLine).join("\n");

  function linesOf(): string[] {
    if (op === "delete") return [];
    const changes = changesOf(op === "create" || op === "import" ? {} : before, visible(after));
    if (resource === undefined) {
      // Which values of another package are secret is not known here.
      const paths = changes.map(({ path }) => path).join(", ");
      return paths === "" ? [] : [`# ${paths} (values of other packages are not shown)`];
    }
    return changes.flatMap(({ path, before, after }) => [
      ...(before === undefined ? [] : [`- ${path}: ${valueInWords(before, MAX_VALUE)}`]),
      ...(after === undefined ? [] : [`+ ${path}: ${valueInWords(after, MAX_VALUE)}`]),
    ]);
  }
}
