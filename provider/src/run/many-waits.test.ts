/** Fifty ports for half an hour: what they cost, and how soon a port that is up is done. */
import { FakeClock } from "../testing/fake-clock";
import { pollUntil } from "./poll";
import { Run } from "./run";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The same "random" numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

interface Course {
  ports: number;
  /** Milliseconds from one port's order to the next; none unless told. */
  apart?: number;
  /** When the next port is up, in milliseconds; never unless told. */
  healthyAt?: () => number;
  /** Milliseconds; none unless told. */
  stableFor?: number;
}

/** Has all ports wait for half an hour. */
async function simulate({ ports, apart = 0, healthyAt, stableFor = 0 }: Course) {
  const clock = new FakeClock();
  const run = new Run({ clock, random: seeded(1) });
  const looks: number[] = [];
  const delays: number[] = [];
  const ends: number[] = [];
  const waits = Array.from({ length: ports }, async (_, number) => {
    await new Promise<void>((begin) => clock.after(number * apart, begin));
    const up = healthyAt?.() ?? Number.POSITIVE_INFINITY;
    const check = async () => {
      looks.push(clock.now());
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
    looks: looks.length,
    costliest: Math.max(...looks.map((from) => within(looks, from, 5 * MINUTE))),
    median: (delays[Math.floor(delays.length / 2)] ?? 0) / SECOND,
    worst: (delays.at(-1) ?? 0) / SECOND,
    done: delays.length,
    ends,
  };
}

function within(times: number[], from: number, length: number): number {
  return times.filter((time) => time >= from && time < from + length).length;
}

it.each([
  [0, 10],
  [10, 10],
  [60, 10],
  // Too long for one budget to follow closely.
  [300, 25],
])("50 ports that come up within %d seconds", async (seconds, longestMedian) => {
  const random = seeded(7);
  const healthyAt = () => 12 * MINUTE + random() * seconds * SECOND;
  const { looks, costliest, median, worst, done } = await simulate({ ports: 50, healthyAt });
  console.info(
    `50 ports, up within ${seconds} s: ${looks} requests, at most ${costliest} in 5 minutes; Healthy to done ${median.toFixed(1)} s (median), ${worst.toFixed(1)} s (worst)`,
  );
  expect(done).toBe(50);
  expect(costliest).toBeLessThan(600);
  expect(median).toBeLessThanOrEqual(longestMedian);
  expect(worst).toBeLessThanOrEqual(75);
});

// By then, first looks and routine have taken all there is for routine in five minutes.
it.each([0, 500])("50 ports, ordered %d ms apart, that come up 4 to 5 min later", async (apart) => {
  const random = seeded(7);
  const healthyAt = () => (4 + random()) * MINUTE;
  const { costliest, median, done } = await simulate({ ports: 50, apart, healthyAt });
  console.info(
    `50 ports, ordered ${apart} ms apart, up after 4 to 5 min: at most ${costliest} requests in 5 minutes; Healthy to done ${median.toFixed(1)} s (median)`,
  );
  expect(done).toBe(50);
  expect(costliest).toBeLessThan(600);
  expect(median).toBeLessThanOrEqual(10);
});

it.each([1, 5])("50 ports that have to stay up for %d minutes", async (minutes) => {
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

it("50 ports of which none comes up, each looked at last when time is up", async () => {
  const { costliest, ends, done } = await simulate({ ports: 50 });
  expect(costliest).toBeLessThan(600);
  expect(done).toBe(0);
  expect(new Set(ends)).toEqual(new Set([30 * MINUTE]));
});

it("200 ports stay within the same budget, and each gets its turn", async () => {
  const { costliest, worst, done } = await simulate({ ports: 200, healthyAt: () => 12 * MINUTE });
  expect(costliest).toBeLessThan(600);
  expect(done).toBe(200);
  expect(worst).toBeLessThanOrEqual(300);
});

it("one port, which is looked at every minute at least, so 40 times in half an hour", async () => {
  const { looks } = await simulate({ ports: 1 });
  expect(looks).toBeGreaterThan(30);
  expect(looks).toBeLessThan(50);
});
