/** Tests that checks are scheduled fairly, within the request limit, and soon after a change. */
import { FakeClock } from "../testing/fake-clock";
import { type Poller, PollSchedule } from "./poll-schedule";

const MINUTE = 60_000;

let clock: FakeClock;
let schedule: PollSchedule;
beforeEach(() => {
  clock = new FakeClock();
  schedule = new PollSchedule(clock, () => 0.5);
});

/** Checks whenever the schedule allows. `times` contains the times of the checks. */
function checkRepeatedly(deadline = 30 * MINUTE): { poller: Poller; times: number[] } {
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

describe("PollSchedule", () => {
  it("lets a single wait check after seconds at first and every minute later", async () => {
    const { times } = checkRepeatedly();
    await clock.advance(4 * MINUTE);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(gaps.slice(0, 3)).toEqual([2_000, 3_000, 4_500]);
    expect(gaps.at(-1)).toBe(MINUTE);
  });

  it("lets a hundred waits check equally often", async () => {
    const all = Array.from({ length: 100 }, () => checkRepeatedly());
    await clock.advance(25 * MINUTE);
    const checks = all.map(({ times }) => times.length);
    expect(Math.max(...checks) - Math.min(...checks)).toBeLessThanOrEqual(1);
  });

  it("makes other waits check within five seconds after a change", async () => {
    const all = Array.from({ length: 20 }, () => checkRepeatedly());
    await clock.advance(5 * MINUTE);
    const before = clock.now();
    all[0]?.poller.alertOthers();
    await clock.advance(10_000);
    for (const { times } of all.slice(1)) {
      expect(times.some((time) => time >= before && time < before + 5_000)).toBe(true);
    }
  });

  it("returns to routine checks if changes never end, and makes every wait check at least every three minutes", async () => {
    const all = Array.from({ length: 50 }, () => checkRepeatedly());
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
      const gaps = one.times.slice(1).map((time, index) => time - (one.times[index] ?? 0));
      expect(Math.max(...gaps)).toBeLessThan(3 * MINUTE);
    }
  });

  it("counts the retries of failed checks, so that they do not use up the request limit during an outage", async () => {
    const all = Array.from({ length: 50 }, () => checkRepeatedly());
    for (const { poller } of all) poller.recordFailure(3, 0);
    await clock.advance(4 * MINUTE);
    const checks = all.flatMap(({ times }) => times).length;
    expect(checks + 150).toBeLessThanOrEqual(400);
  });

  it("ignores waits that have ended", async () => {
    const gone = Array.from({ length: 50 }, () => schedule.join());
    for (const poller of gone) poller.leave();
    const { times } = checkRepeatedly();
    await clock.advance(10_000);
    expect(times.length).toBeGreaterThan(2);
  });
});
