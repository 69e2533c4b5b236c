import { CniError } from "../domain/errors";
import { didYouMean } from "../domain/suggest";
import type { Assessment, Design } from "../topology";
import { mermaid } from "./mermaid";
import { svg } from "./svg";

export interface DiagramOptions {
  /**
   * `mermaid` is text that GitHub renders; `svg` is self-contained and supports light and dark.
   *
   * @default "svg"
   */
  format?: "mermaid" | "svg";
}

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
  const { format = "svg" } = validate(options);
  return format === "mermaid" ? mermaid(design, assessment) : svg(design, assessment);
}

/** Validates options, because a JavaScript program has no types. */
function validate(options: DiagramOptions): DiagramOptions {
  const unknown = Object.keys(options).find((key) => key !== "format");
  if (unknown !== undefined) {
    throw new CniError(`${unknown} is not an option of diagram. The only option is "format".`);
  }
  const { format = "svg" } = options;
  if (format === "svg" || format === "mermaid") return options;
  const hint = didYouMean(String(format), ["svg", "mermaid"]);
  throw new CniError(`format ${JSON.stringify(format)} must be "svg" or "mermaid". ${hint}`.trim());
}
