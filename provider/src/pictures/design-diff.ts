import type { Design } from "../topology";
import { assessPlanned, compareForPicture } from "./compared-designs";
import { type DiagramOptions, validateOptions } from "./diagram";
import { diffMarkdown } from "./diff-markdown";
import { diffMermaid } from "./diff-mermaid";
import { diffSvg } from "./diff-svg";

/**
 * Draws the difference of two designs: added ports and sessions are green, removed ones struck through, changed ones
 * amber, and unchanged ones folded into one line for each facility. The scorecards are compared figure by figure. Link
 * states are left out. Throws a `CniError` if a design is not valid or an option is unknown.
 *
 * @example
 * ```ts
 * import { designDiff } from "pulumi-cloudflare-cni/pictures";
 * import type { Design } from "pulumi-cloudflare-cni/topology";
 *
 * const before: Design = { name: "transit", intent: "single", ports: [], sessions: [] };
 * const after: Design = { ...before, ports: [{ name: "ewr", facility: "Equinix NY1", speed: 10 }] };
 * console.log(designDiff(before, after, { format: "markdown" }));
 * ```
 */
export function designDiff(before: Design, after: Design, options: DiagramOptions = {}): string {
  const { format = "svg" } = validateOptions("designDiff", options);
  const compared = compareForPicture(assessPlanned(before), assessPlanned(after));
  if (format === "svg") return diffSvg(compared);
  const flowchart = diffMermaid(compared);
  if (format === "mermaid") return flowchart;
  return `${diffMarkdown(compared)}\n\`\`\`mermaid\n${flowchart}\`\`\`\n`;
}
