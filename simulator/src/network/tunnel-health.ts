import type { SavedHealthCheck } from "../magic/schemas/health-check";
import { type Behaviour, milliseconds } from "./behaviour";
import { recordedPast } from "./links";
import { type Judgement, judge, type Probe } from "./probes";

/** Tunnel with what its probes meet. */
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

/** Time after which the judgement no longer depends on earlier probes. */
const longestMemory = recordedPast / 2;

// A failed probe is repeated up to twice at once.
const attempts = 3;

/**
 * Judges a tunnel at a time, or returns `undefined` if its check is disabled. The current settings of the
 * check apply to all its probes, which start when the tunnel is created.
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
  // Without the probes before the record, a change soon after its start may have happened earlier.
  const isCertain = !isCutOff || (since ?? 0) > now - recordedPast + longestMemory;
  return { health, since: isCertain ? since : undefined };
}

/** Returns the time between two probes in milliseconds. */
export function intervalOf({ rate }: SavedHealthCheck, behaviour: Behaviour): number {
  const { probeIntervalLow: low, probeIntervalMid: mid, probeIntervalHigh: high } = behaviour;
  return milliseconds({ low, mid, high }[rate]);
}

/** Returns which probes are lost. States other than Healthy and Unhealthy do not carry packets. */
export function lossIn(states: readonly string[], { unhealthyLink }: Behaviour): Loss {
  if (states.some((state) => state !== "Healthy" && state !== "Unhealthy")) {
    return "all";
  }
  return states.includes("Unhealthy") ? losses[unhealthyLink] : "none";
}
