/** Findings as SARIF 2.1.0, for code scanning. */
import { createHash } from "node:crypto";
import { type Assessment, BLOCKER_TYPES, type Blocker, type Severity } from "../../../topology";
import { RULES } from "../../../topology/rules";
import { ownVersion } from "../../version";

const LEVELS: Record<Severity, string> = { error: "error", warning: "warning", unknown: "note" };
/** File to which findings refer. SARIF requires one, and every project has this one. */
const ARTIFACT = "Pulumi.yaml";

export function sarif(assessments: readonly Assessment[]): object {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "pulumi-cloudflare-cni",
            version: ownVersion(),
            rules: BLOCKER_TYPES.map((type) => ({
              id: type,
              shortDescription: { text: RULES[type].rule },
              fullDescription: { text: `${RULES[type].rule} (${RULES[type].figure})` },
              helpUri: RULES[type].source,
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: assessments.flatMap(({ name, blockers }) =>
          blockers.map((blocker) => resultOf(name, blocker)),
        ),
      },
    ],
  };
}

function resultOf(design: string, blocker: Blocker): object {
  const { type, severity, explanation, ports = [], sessions = [] } = blocker;
  const logical = [
    { name: design, kind: "design" },
    ...[...ports, ...sessions].map((name) => ({ name, kind: "resource" })),
  ];
  // Two runs over the same design must produce the same fingerprints.
  const identity = JSON.stringify([design, type, ports, sessions, blocker.facilities ?? []]);
  return {
    ruleId: type,
    ruleIndex: BLOCKER_TYPES.indexOf(type),
    level: LEVELS[severity],
    message: { text: `${design}: ${explanation}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: ARTIFACT, uriBaseId: "%SRCROOT%" },
          region: { startLine: 1 },
        },
        logicalLocations: logical,
      },
    ],
    partialFingerprints: { "design/v1": createHash("sha256").update(identity).digest("hex") },
  };
}
