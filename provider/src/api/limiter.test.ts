/** How requests share the budget of one user. */
import { setMaxListeners } from "node:events";
import { FakeClock } from "../testing/fake-clock";
import { type Priority, RequestLimiter } from "./limiter";

const MINUTE = 60_000;
const BURST = 600;
/** Cloudflare's limit for any five minutes is 1,200. */
const OURS = 1_000;

let clock: FakeClock;
let limiter: RequestLimiter;
let sent: { who: string; at: number }[];

beforeEach(() => {
  clock = new FakeClock();
  limiter = new RequestLimiter(clock);
  sent = [];
});

async function ask(who: string, priority: Priority = "read", signal?: AbortSignal): Promise<void> {
  await limiter.take(priority, signal);
  sent.push({ who, at: clock.now() });
}

function askTimes(times: number, who: string, priority?: Priority): Promise<void>[] {
  return Array.from({ length: times }, () => ask(who, priority));
}

/** The most that were sent within any five minutes. */
function mostInWindow(): number {
  let first = 0;
  return sent.reduce((most, { at }, index) => {
    while ((sent[first]?.at ?? at) <= at - 5 * MINUTE) first += 1;
    return Math.max(most, index - first + 1);
  }, 0);
}

it("sends a good deal at once", async () => {
  await Promise.all(askTimes(BURST, "refresh"));
  expect(sent).toHaveLength(BURST);
  expect(new Set(sent.map(({ at }) => at)).size).toBe(1);
});

it("never sends more than its share in five minutes, whoever asks", async () => {
  const all = askTimes(3_000, "refresh");
  await clock.advance(30 * MINUTE);
  await Promise.all(all);
  expect(sent).toHaveLength(3_000);
  expect(mostInWindow()).toBeLessThanOrEqual(OURS + 1);
});

it("serves in the order of asking", async () => {
  await Promise.all(askTimes(BURST, "before"));
  const order = ["one", "two", "three", "four"];
  const asked = order.map((who) => ask(who));
  await clock.advance(5_000);
  await Promise.all(asked);
  expect(sent.slice(BURST).map(({ who }) => who)).toEqual(order);
});

it("lets writes pass reads, and both pass who looks again and again", async () => {
  await Promise.all(askTimes(BURST, "before"));
  const asked = [ask("poll", "poll"), ask("read", "read"), ask("write", "write")];
  await clock.advance(5_000);
  await Promise.all(asked);
  expect(sent.slice(BURST).map(({ who }) => who)).toEqual(["write", "read", "poll"]);
});

it("lets an order through at once among fifty that look all the time", async () => {
  for (let who = 0; who < 50; who += 1) {
    (async () => {
      for (;;) await ask(`poller ${who}`, "poll");
    })().catch(() => {});
  }
  await clock.advance(20 * MINUTE);
  const asked = clock.now();
  const order = ask("order", "write");
  await clock.advance(1_000);
  await order;
  expect((sent.findLast(({ who }) => who === "order")?.at ?? 0) - asked).toBeLessThanOrEqual(760);
  expect(mostInWindow()).toBeLessThanOrEqual(OURS + 1);
  // Each had its share.
  const shares = Array.from(
    { length: 50 },
    (_, who) => sent.filter((one) => one.who === `poller ${who}`).length,
  );
  expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
});

it("tells how long a request has to wait", async () => {
  expect(limiter.waitFor("read")).toBe(0);
  await Promise.all(askTimes(BURST, "before"));
  const polls = askTimes(9, "poll", "poll");
  expect(limiter.waitFor("poll")).toBeCloseTo(7_500, -1);
  expect(limiter.waitFor("write")).toBeCloseTo(750, -1);
  await clock.advance(7_000);
  await Promise.all(polls);
});

it("lets who is cancelled go at once, and takes nothing for it", async () => {
  await Promise.all(askTimes(BURST, "before"));
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const cancelled = Promise.allSettled(
    Array.from({ length: 50 }, () => ask("cancelled", "read", stop.signal)),
  );
  const other = ask("other", "poll");
  stop.abort();
  expect(new Set((await cancelled).map(({ status }) => status))).toEqual(new Set(["rejected"]));
  await expect(ask("late", "read", stop.signal)).rejects.toBe(stop.signal.reason);
  await clock.advance(800);
  await other;
  expect(sent.slice(BURST).map(({ who }) => who)).toEqual(["other"]);
});

it("remembers the longest block", async () => {
  limiter.block(10_000);
  limiter.block(2_000);
  expect(limiter.blockedFor).toBe(10_000);
  await clock.advance(11_000);
  expect(limiter.blockedFor).toBe(0);
});
