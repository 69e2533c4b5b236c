/** States and verdicts as a symbol and a word, so that color alone carries no meaning. */
import type { LinkStatus } from "../domain/objects";
import { type Output, plain, type Style } from "./output";

const STATES = new Map<string, [mark: string, style: Style]>([
  ["Healthy", ["✓", "green"]],
  ["Pending", ["…", "yellow"]],
  ["Unhealthy", ["!", "red"]],
  ["Down", ["✗", "red"]],
]);

/** Order of states from the worst to the best. Other states are between Unhealthy and Pending. */
const WORST_FIRST = ["Down", "Unhealthy", undefined, "Pending", "Healthy"];

/** Compares states, the worst one first. */
export function compareStates(one: string | undefined, other: string | undefined): number {
  return rankOf(one) - rankOf(other);
}

function rankOf(state: string | undefined): number {
  return WORST_FIRST.indexOf(state !== undefined && STATES.has(state) ? state : undefined);
}

export function stateMark(output: Output, state: string | undefined): string {
  if (state === undefined) return output.paint("dim", "? unknown");
  const [mark, style] = STATES.get(state) ?? ["?", "yellow"];
  return output.paint(style, `${mark} ${plain(state)}`);
}

export function isHealthy(status: LinkStatus | undefined): boolean {
  return status?.state === "Healthy";
}

export type Verdict = "good" | "bad" | "unsure";

const VERDICTS: Record<Verdict, [mark: string, style: Style]> = {
  good: ["✓", "green"],
  bad: ["✗", "red"],
  unsure: ["!", "yellow"],
};

export function verdictMark(output: Output, verdict: Verdict): string {
  const [mark, style] = VERDICTS[verdict];
  return output.paint(style, mark);
}
