/** Findings as GitHub Actions annotations. */
import { inert } from "../../../domain/outside-text";
import type { Assessment, Severity } from "../../../topology";

const LEVELS: Record<Severity, string> = { error: "error", warning: "warning", unknown: "notice" };

export function githubCommands(assessments: readonly Assessment[]): string[] {
  return assessments.flatMap(({ name, met, intent, configured, blockers }) => [
    ...blockers.map(
      ({ type, severity, explanation }) =>
        `::${LEVELS[severity]} title=${property(`${name}: ${type}`)}::${data(explanation)}`,
    ),
    ...(met !== false || blockers.some(({ severity }) => severity === "error")
      ? []
      : [
          `::error title=${property(name)}::${data(`must be ${intent} but achieves only "${configured}"`)}`,
        ]),
  ]);
}

/** Makes text inert and escapes it like GitHub's toolkit. */
function data(text: string): string {
  return inert(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
