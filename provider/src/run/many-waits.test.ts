/** Tests many waits at once: the number of requests, and the delay until a Healthy port is noticed. */
import { FakeClock } from "../testing/fake-clock";
import { pollUntil } from "./poll";
import { Run } from "./run";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Returns pseudorandom numbers that are the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

interface Scenario {
  ports: number;
  /** Milliseconds between two orders. @default 0 */
  apart?: number;
  /** Time in milliseconds at which the next port becomes Healthy. By default, ports never become Healthy. */
  healthyAt?: () => number;
  /** Milliseconds for which a port must stay Healthy. @default 0 */
  stableFor?: number;
}

/** Waits for all ports for half an hour. */
async function simulate({ ports, apart = 0, healthyAt, stableFor = 0 }: Scenario) {
  const clock = new FakeClock();
  const run = new Run({ clock, random: seeded(1) });
  const checks: number[] = [];
  const delays: number[] = [];
  const ends: number[] = [];
  const waits = Array.from({ length: ports }, async (_, number) => {
    await new Promise<void>((begin) => clock.after(number * apart, begin));
    const up = healthyAt?.() ?? Number.POSITIVE_INFINITY;
    const check = async () => {
      checks.push(clock.now());
      return { state: clock.now() >= up ? "Healthy" : "Pending" };
    };
    const { outcome } = await pollUntil(
      { run, signal: new AbortController().signal, progress: () => {} },
      check,
      {
        isDone: ({ state }) => state === "Healthy",
        stateOf: ({ state }) => state,
        stableFor,
        timeout: 30 * MINUTE,
      },
    );
    ends.push(clock.now());
    if (outcome === "done") delays.push(clock.now() - up - stableFor);
  });
  await clock.advance(35 * MINUTE);
  await Promise.all(waits);
  delays.sort((one, other) => one - other);
  return {
    checks: checks.length,
    costliest: Math.max(...checks.map((from) => within(checks, from, 5 * MINUTE))),
    median: (delays[Math.floor(delays.length / 2)] ?? 0) / SECOND,
    worst: (delays.at(-1) ?? 0) / SECOND,
    done: delays.length,
    ends,
  };
}

function within(times: number[], from: number, length: number): number {
  return times.filter((time) => time >= from && time < from + length).length;
}

describe("pollUntil with many ports", () => {
  it.each([
    [0, 10],
    [10, 10],
    [60, 10],
    // The share for checks after a change is used up before the 300 seconds have passed.
    [300, 25],
  ])(
    "soon notices 50 ports that become Healthy within %d seconds, with fewer than 600 requests",
    async (seconds, longestMedian) => {
      const random = seeded(7);
      const healthyAt = () => 12 * MINUTE + random() * seconds * SECOND;
      const { checks, costliest, median, worst, done } = await simulate({ ports: 50, healthyAt });
      console.info(
        `50 ports, up within ${seconds} s: ${checks} requests, at most ${costliest} in 5 minutes; Healthy to done ${median.toFixed(1)} s (median), ${worst.toFixed(1)} s (worst)`,
      );
      expect(done).toBe(50);
      expect(costliest).toBeLessThan(600);
      expect(median).toBeLessThanOrEqual(longestMedian);
      expect(worst).toBeLessThanOrEqual(75);
    },
  );

  // By then, first and routine checks have used up the routine share of five minutes.
  it.each([0, 500])(
    "notices 50 ports ordered %d ms apart that become Healthy 4 to 5 minutes later",
    async (apart) => {
      const random = seeded(7);
      const healthyAt = () => (4 + random()) * MINUTE;
      const { costliest, median, done } = await simulate({ ports: 50, apart, healthyAt });
      console.info(
        `50 ports, ordered ${apart} ms apart, up after 4 to 5 min: at most ${costliest} requests in 5 minutes; Healthy to done ${median.toFixed(1)} s (median)`,
      );
      expect(done).toBe(50);
      expect(costliest).toBeLessThan(600);
      expect(median).toBeLessThanOrEqual(10);
    },
  );

  it.each([1, 5])("notices 50 ports that must stay Healthy for %d minutes", async (minutes) => {
    const random = seeded(7);
    const { costliest, median, worst, done } = await simulate({
      ports: 50,
      healthyAt: () => 12 * MINUTE + random() * MINUTE,
      stableFor: minutes * MINUTE,
    });
    console.info(
      `50 ports, up within 60 s, stable for ${minutes} min: at most ${costliest} requests in 5 minutes; done ${median.toFixed(1)} s (median), ${worst.toFixed(1)} s (worst) after that`,
    );
    expect(done).toBe(50);
    expect(costliest).toBeLessThan(600);
    expect(median).toBeLessThanOrEqual(30);
  });

  it("checks 50 ports that never become Healthy one last time at the deadline", async () => {
    const { costliest, ends, done } = await simulate({ ports: 50 });
    expect(costliest).toBeLessThan(600);
    expect(done).toBe(0);
    expect(new Set(ends)).toEqual(new Set([30 * MINUTE]));
  });

  it("notices 200 ports within five minutes, with fewer than 600 requests in any five minutes", async () => {
    const { costliest, worst, done } = await simulate({ ports: 200, healthyAt: () => 12 * MINUTE });
    expect(costliest).toBeLessThan(600);
    expect(done).toBe(200);
    expect(worst).toBeLessThanOrEqual(300);
  });

  it("checks a single port 30 to 50 times in half an hour", async () => {
    const { checks } = await simulate({ ports: 1 });
    expect(checks).toBeGreaterThan(30);
    expect(checks).toBeLessThan(50);
  });
});
