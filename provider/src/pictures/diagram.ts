import type { Assessment, Design } from "../topology";
import { mermaid } from "./mermaid";
import { svg } from "./svg";

export interface DiagramOptions {
  /**
   * `mermaid` is text that GitHub draws; `svg` stands alone, in light and dark.
   *
   * @default "svg"
   */
  format?: "mermaid" | "svg";
}

/**
 * A picture of a design: places, ports, sessions, capacities and states. The same design gives the
 * same bytes.
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
  { format = "svg" }: DiagramOptions = {},
): string {
  return format === "mermaid" ? mermaid(design, assessment) : svg(design, assessment);
}
