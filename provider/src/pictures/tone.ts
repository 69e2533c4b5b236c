/** Visual tone of a state: its shape, color and word. */

import type { Blocker, LightLevel, Outcome, Port, Session } from "../topology";

export const TONES = ["good", "waiting", "poor", "bad", "spare", "absent", "unclear"] as const;

export type Tone = (typeof TONES)[number];

export interface State {
  tone: Tone;
  word: string;
}

const LINK_TONES = new Map<string, Tone>([
  ["Healthy", "good"],
  ["Pending", "waiting"],
  ["Unhealthy", "poor"],
  ["Down", "bad"],
]);

export const VERDICT_TONES: Record<Outcome["verdict"], Tone> = {
  carried: "good",
  degraded: "poor",
  backup: "spare",
  lost: "bad",
  unknown: "unclear",
};

export const SEVERITY_TONES: Record<Blocker["severity"], Tone> = {
  error: "bad",
  warning: "poor",
  unknown: "unclear",
};

export const LEVEL_TONES: Record<LightLevel, Tone> = {
  good: "good",
  waiting: "waiting",
  poor: "poor",
  bad: "bad",
  unknown: "unclear",
  "not-judged": "absent",
};

/** Signs in text. Each level has its own, so that it does not depend on color. */
export const LEVEL_SIGNS: Record<LightLevel, string> = {
  good: "✓",
  waiting: "…",
  poor: "!",
  bad: "✗",
  unknown: "?",
  "not-judged": "–",
};

/** State of a port. Shows states that Cloudflare does not document unchanged. */
export function stateOfPort({ state, interconnect }: Pick<Port, "state" | "interconnect">): State {
  if (!state) return { tone: "absent", word: interconnect ? "ordered" : "not ordered yet" };
  return { tone: LINK_TONES.get(state) ?? "unclear", word: state };
}

export function stateOfSession({ up }: Session, port: Port | undefined): State {
  if (up !== undefined) return up ? { tone: "good", word: "up" } : { tone: "bad", word: "down" };
  return port?.state || port?.interconnect
    ? { tone: "unclear", word: "state unknown" }
    : { tone: "absent", word: "not created yet" };
}
