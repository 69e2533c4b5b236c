import type { SavedHealthCheck } from "../magic/schemas/health-check";
import { type Behaviour, milliseconds } from "./behaviour";
import { recordedPast } from "./links";
import { type Judgement, judge, type Probe } from "./probes";

/** Tunnel, and the states that decide whether its probes succeed. */
export interface ProbedTunnel {
  readonly createdAt: number;
  readonly check: SavedHealthCheck;
  /** States of everything that carries the tunnel at a time. */
  statesAt(time: number): string[];
}

export type Loss = "none" | "every second probe" | "all";

const losses = {
  "loses-some": "every second probe",
  "loses-none": "none",
  "loses-all": "all",
} as const;

/** Probes older than this do not affect the health. */
const longestMemory = recordedPast / 2;

// A failed probe is retried at once, up to twice.
const attempts = 3;

/**
 * Returns the health of a tunnel at a time, or `undefined` if its check is disabled. Probes start when the
 * tunnel is created, and the current settings of the check apply to all of them.
 */
export function healthOf(
  { createdAt, check, statesAt }: ProbedTunnel,
  now: number,
  behaviour: Behaviour,
): Judgement | undefined {
  if (!check.enabled) {
    return undefined;
  }
  const interval = intervalOf(check, behaviour);
  const firstNumber = Math.max(0, Math.ceil((now - recordedPast - createdAt) / interval));
  function lossAt(number: number): Loss {
    return lossIn(statesAt(createdAt + number * interval), behaviour);
  }
  function* probes(): Generator<Probe> {
    for (let number = firstNumber; createdAt + number * interval <= now; number += 1) {
      const at = createdAt + number * interval;
      const loss = lossAt(number);
      if (loss === "all") {
        yield* Array.from({ length: attempts }, () => ({ at, ok: false }));
      } else if (loss === "every second probe" && number % 2 === 1) {
        yield* [false, true].map((ok) => ({ at, ok }));
      } else {
        yield { at, ok: true };
      }
    }
  }
  const isCutOff = firstNumber > 0;
  const initial = isCutOff && lossAt(firstNumber) === "all" ? "down" : "healthy";
  const { health, since } = judge(probes(), initial, behaviour.healthRecovery);
  // A change soon after the start of the record may really have happened before it.
  const isCertain = !isCutOff || (since ?? 0) > now - recordedPast + longestMemory;
  return { health, since: isCertain ? since : undefined };
}

/** Returns the time between two probes in milliseconds. */
export function intervalOf({ rate }: SavedHealthCheck, behaviour: Behaviour): number {
  const { probeIntervalLow: low, probeIntervalMid: mid, probeIntervalHigh: high } = behaviour;
  return milliseconds({ low, mid, high }[rate]);
}

// A link carries packets only in the states Healthy and Unhealthy.
export function lossIn(states: readonly string[], { unhealthyLink }: Behaviour): Loss {
  if (states.some((state) => state !== "Healthy" && state !== "Unhealthy")) {
    return "all";
  }
  return states.includes("Unhealthy") ? losses[unhealthyLink] : "none";
}
