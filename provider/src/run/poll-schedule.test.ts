/** Whose turn it is: fair, within the budget, and quick where something has happened. */
import { FakeClock } from "../testing/fake-clock";
import { type Poller, PollSchedule } from "./poll-schedule";

const MINUTE = 60_000;

let clock: FakeClock;
let schedule: PollSchedule;
beforeEach(() => {
  clock = new FakeClock();
  schedule = new PollSchedule(clock, () => 0.5);
});

/** Looks whenever it may; answers when it did. */
function keepLooking(deadline = 30 * MINUTE): { poller: Poller; times: number[] } {
  const poller = schedule.join();
  const times: number[] = [];
  const signal = new AbortController().signal;
  const turns = async () => {
    while ((times.at(-1) ?? 0) < deadline) {
      await poller.next({ deadline, signal });
      times.push(clock.now());
    }
  };
  turns().catch(() => {});
  return { poller, times };
}

it("has one look soon at first, then every minute", async () => {
  const { times } = keepLooking();
  await clock.advance(4 * MINUTE);
  const gaps = times.slice(1).map((time, look) => time - (times[look] ?? 0));
  expect(gaps.slice(0, 3)).toEqual([2_000, 3_000, 4_500]);
  expect(gaps.at(-1)).toBe(MINUTE);
});

it("gives many equal turns", async () => {
  const all = Array.from({ length: 100 }, () => keepLooking());
  await clock.advance(25 * MINUTE);
  const looks = all.map(({ times }) => times.length);
  expect(Math.max(...looks) - Math.min(...looks)).toBeLessThanOrEqual(1);
});

it("has the others look as soon as there is news", async () => {
  const all = Array.from({ length: 20 }, () => keepLooking());
  await clock.advance(5 * MINUTE);
  const before = clock.now();
  all[0]?.poller.alertOthers();
  await clock.advance(10_000);
  for (const { times } of all.slice(1)) {
    expect(times.some((time) => time >= before && time < before + 5_000)).toBe(true);
  }
});

it("goes back to routine where news never ends, and starves nobody", async () => {
  const all = Array.from({ length: 50 }, () => keepLooking());
  for (let second = 0; second < 20 * 60; second += 1) {
    all[second % 50]?.poller.alertOthers();
    await clock.advance(1_000);
  }
  const times = all.flatMap((one) => one.times).sort((one, other) => one - other);
  for (const from of times) {
    const within = times.filter((time) => time >= from && time < from + 5 * MINUTE);
    expect(within.length).toBeLessThan(600);
  }
  for (const one of all) {
    const gaps = one.times.slice(1).map((time, look) => time - (one.times[look] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(3 * MINUTE);
  }
});

it("counts what a failed look has cost, so that an outage does not use up what a user has", async () => {
  const all = Array.from({ length: 50 }, () => keepLooking());
  for (const { poller } of all) poller.recordFailure(3, 0);
  await clock.advance(4 * MINUTE);
  const looks = all.flatMap(({ times }) => times).length;
  expect(looks + 150).toBeLessThanOrEqual(400);
});

it("lets nobody hang on a place that was left", async () => {
  const gone = Array.from({ length: 50 }, () => schedule.join());
  for (const poller of gone) poller.leave();
  const { times } = keepLooking();
  await clock.advance(10_000);
  expect(times.length).toBeGreaterThan(2);
});
