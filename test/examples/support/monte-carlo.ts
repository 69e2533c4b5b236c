/** Simulates years of failures and repairs of a design, to check the availability that the model computes. */
import type { Design } from "pulumi-cloudflare-cni/topology";
import { parseDuration } from "../../../provider/src/domain/duration";
import { assumptionOf } from "../../../provider/src/topology/assumed-failures";
import { failuresOf } from "../../../provider/src/topology/failures";
import { outcomeWithout } from "../../../provider/src/topology/outcomes";

export interface Estimate {
  /** Minutes a year below the demand. */
  minutes: number;
  /** Standard error of `minutes`. */
  error: number;
}

interface Component {
  /** A power of 2, so that the sum of components identifies them. */
  id: number;
  ports: readonly string[];
  up: number;
  down: number;
  isDown: boolean;
  /** Time of the next change, in minutes. */
  next: number;
}

const YEAR = 525_600;
const BATCHES = 50;

/** Simulates exponential times between failures and exponential repairs. The error is that of the means of 50 batches. */
export function simulate(
  design: Design,
  { years, seed }: { years: number; seed: number },
): { toCustomer: Estimate; toCloudflare: Estimate } {
  const random = randomFrom(seed);
  const exponential = (mean: number) => -mean * Math.log(1 - random());
  const components = failuresOf(design.ports).flatMap(({ kind, ports }): Component[] => {
    const assumption = assumptionOf(design, kind);
    if (assumption === undefined) return [];
    const [up, down] = [minutesIn(assumption.mtbf), minutesIn(assumption.mttr)];
    return [{ id: 0, ports, up, down, isDown: false, next: exponential(up) }];
  });
  for (const [at, component] of components.entries()) component.id = 2 ** at;
  const shortfall = shortfallIn(design, components);
  /** Sum of the ids of the components that are down. */
  let state = 0;
  const lost = { toCustomer: [] as number[], toCloudflare: [] as number[] };
  const batch = (years / BATCHES) * YEAR;
  let now = 0;
  for (let at = 1; at <= BATCHES; at++) {
    const sum = { toCustomer: 0, toCloudflare: 0 };
    while (now < at * batch) {
      const first = components.reduce((one, other) => (other.next < one.next ? other : one));
      const until = Math.min(first.next, at * batch);
      const short = shortfall(state);
      if (short.toCustomer) sum.toCustomer += until - now;
      if (short.toCloudflare) sum.toCloudflare += until - now;
      now = until;
      if (first.next === until) {
        first.isDown = !first.isDown;
        state += first.isDown ? first.id : -first.id;
        first.next += exponential(first.isDown ? first.down : first.up);
      }
    }
    lost.toCustomer.push(sum.toCustomer / (years / BATCHES));
    lost.toCloudflare.push(sum.toCloudflare / (years / BATCHES));
  }
  return { toCustomer: estimateOf(lost.toCustomer), toCloudflare: estimateOf(lost.toCloudflare) };
}

function minutesIn(duration: string): number {
  return (parseDuration(duration) ?? Number.NaN) / 60_000;
}

/** Asks the model's traffic function what is short while some components are down, once for each set of them. */
function shortfallIn(design: Design, components: readonly Component[]) {
  const { toCustomer = 0, toCloudflare = 0 } = design.demand ?? {};
  const known = new Map<number, { toCustomer: boolean; toCloudflare: boolean }>();
  return (state: number) => {
    const found = known.get(state);
    if (found !== undefined) return found;
    const ports = components.filter(({ isDown }) => isDown).flatMap((one) => one.ports);
    const { capacity, unreachable } = outcomeWithout(design, ports);
    const short = {
      toCustomer: capacity.toCustomer < toCustomer || unreachable.length > 0,
      toCloudflare: capacity.toCloudflare < toCloudflare,
    };
    known.set(state, short);
    return short;
  };
}

function estimateOf(batches: readonly number[]): Estimate {
  const minutes = batches.reduce((sum, one) => sum + one, 0) / batches.length;
  const variance =
    batches.reduce((sum, one) => sum + (one - minutes) ** 2, 0) / (batches.length - 1);
  return { minutes, error: Math.sqrt(variance / batches.length) };
}

/** Mulberry32: numbers from 0 to 1 that a seed repeats. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
