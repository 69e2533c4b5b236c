import { CniError } from "../domain/errors";
import { didYouMean } from "../domain/suggest";
import type { Assessment, Design } from "../topology";
import { mermaid } from "./mermaid";
import { scorecardMarkdown } from "./scorecard-markdown";
import { svg } from "./svg";
import { cardOf } from "./verdict";

/** Options of a picture. */
export interface DiagramOptions {
  /**
   * `mermaid` is text that GitHub renders, `markdown` is the scorecard with it, for a comment on a pull request; `svg`
   * is self-contained and supports light and dark.
   *
   * @default "svg"
   */
  format?: DiagramFormat;
}

const FORMATS = ["svg", "mermaid", "markdown"] as const;
type DiagramFormat = (typeof FORMATS)[number];

/**
 * Draws a design: places, ports, sessions, capacities and states. The same arguments always return
 * the same text. Throws a `CniError` if an option is unknown.
 *
 * @example
 * ```ts
 * import { diagram } from "pulumi-cloudflare-cni/pictures";
 * import { assess, type Design } from "pulumi-cloudflare-cni/topology";
 *
 * const design: Design = { name: "transit", intent: "single", ports: [], sessions: [] };
 * console.log(diagram(design, assess(design), { format: "mermaid" }));
 * ```
 */
export function diagram(
  design: Design,
  assessment?: Assessment,
  options: DiagramOptions = {},
): string {
  const { format = "svg" } = validateOptions("diagram", options);
  if (format === "svg") return svg(design, assessment);
  const flowchart = mermaid(design, assessment);
  if (format === "mermaid") return flowchart;
  return `${scorecardMarkdown(cardOf(design, assessment))}\n\`\`\`mermaid\n${flowchart}\`\`\`\n`;
}

/** Validates options, because a JavaScript program has no types. */
export function validateOptions(of: string, options: DiagramOptions): DiagramOptions {
  const unknown = Object.keys(options).find((key) => key !== "format");
  if (unknown !== undefined) {
    throw new CniError(`${unknown} is not an option of ${of}. The only option is "format".`);
  }
  const { format = "svg" } = options;
  if (FORMATS.some((known) => known === format)) return options;
  const hint = didYouMean(String(format), FORMATS);
  const known = FORMATS.map((one) => JSON.stringify(one));
  throw new CniError(
    `format ${JSON.stringify(format)} must be ${known.slice(0, -1).join(", ")} or ${known.at(-1)}. ${hint}`.trim(),
  );
}
