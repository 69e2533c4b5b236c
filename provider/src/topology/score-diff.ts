/** Compares the figures that two designs achieve. */

import { formatGbps } from "../domain/speed";
import { counted } from "../domain/text";
import type { Assessment } from "./assessment";
import type { Design } from "./design";
import type { Capacity, FailureKind, Outcome } from "./failure";
import { INTENTS } from "./intent";
import { CLOUDFLARE_LOSSES, outageLight } from "./lights";
import { worstOutcome } from "./worst-outcome";

/** Design with its assessment. */
export interface Assessed {
  design: Design;
  assessment: Assessment;
}

/** Figure of a scorecard before and after a change. */
export interface ScoreChange {
  /** Topic of the figure, such as `Worst failure, to the customer`. */
  title: string;
  /** Figure before the change. Omitted if there was no design before. */
  before?: string;
  after: string;
  /** Whether the figure becomes better. `other` if it changes but neither value is clearly better. */
  trend: "better" | "worse" | "other" | "same";
}

const DIRECTIONS: readonly (readonly [keyof Capacity, string])[] = [
  ["toCustomer", "Worst failure, to the customer"],
  ["toCloudflare", "Worst failure, to Cloudflare"],
];

/** Figure with a rank, if its values can be compared. A higher rank is better. */
interface Figure {
  text: string;
  rank?: number;
}

/** Compares the figures of two designs. Without a previous design, lists the figures of the new one. */
export function compareScores(before: Assessed | undefined, after: Assessed): ScoreChange[] {
  const [old, now] = [before && figuresOf(before), figuresOf(after)];
  return [...now].map(([title, figure]) => {
    const former = old?.get(title);
    return {
      title,
      ...(former ? { before: former.text } : {}),
      after: figure.text,
      trend: former === undefined ? "same" : trendOf(former, figure),
    };
  });
}

function trendOf(before: Figure, after: Figure): ScoreChange["trend"] {
  if (before.text === after.text) return "same";
  if (before.rank === undefined || after.rank === undefined || before.rank === after.rank) {
    return "other";
  }
  return after.rank > before.rank ? "better" : "worse";
}

function figuresOf({ design, assessment }: Assessed): Map<string, Figure> {
  const { configured, singleFailures, blockers } = assessment;
  const remaining = worstOutcome(design, assessment)?.capacity ?? assessment.capacity;
  const errors = blockers.filter(({ severity }) => severity === "error").length;
  return new Map<string, Figure>([
    [
      "Achieves",
      { text: configured, rank: configured === "none" ? -1 : INTENTS.indexOf(configured) },
    ],
    ...DIRECTIONS.map(([direction, title]): [string, Figure] => [
      title,
      { text: formatGbps(remaining[direction]), rank: remaining[direction] },
    ]),
    ...CLOUDFLARE_LOSSES.map((kind): [string, Figure] => [
      `Survives the loss of any ${kind}`,
      survival(singleFailures, kind),
    ]),
    ["Outage", { text: outageLight(design, assessment).answer }],
    [
      "Findings",
      {
        text: `${blockers.length}${errors > 0 ? ` (${counted(errors, "error")})` : ""}`,
        rank: -blockers.length - 1_000 * errors,
      },
    ],
  ]);
}

/** Whether a port remains after each failure of a kind. Another figure shows the remaining capacity. */
function survival(outcomes: readonly Outcome[], kind: FailureKind): Figure {
  const own = outcomes.flatMap(({ failures, survivors }) =>
    failures.filter((failure) => failure.kind === kind).map((failure) => ({ failure, survivors })),
  );
  if (own.length === 0) return { text: "–" };
  const total = own.filter(({ survivors }) => survivors.length === 0);
  if (total.length === 0) return { text: "✓", rank: 2 };
  return total.every(({ failure }) => failure.uncertain)
    ? { text: "?", rank: 1 }
    : { text: "✗", rank: 0 };
}
