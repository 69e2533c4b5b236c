/** Tests the priorities and limits of requests that share the credentials of one user. */
import { setMaxListeners } from "node:events";
import { FakeClock } from "../testing/fake-clock";
import { type Priority, RequestLimiter } from "./limiter";

const MINUTE = 60_000;
const BURST = 600;
/** Number of requests that the limiter allows in five minutes. Cloudflare allows 1,200. */
const MAX_IN_WINDOW = 1_000;

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

/** Returns the largest number of requests sent within any five minutes. */
function mostInWindow(): number {
  let first = 0;
  return sent.reduce((most, { at }, index) => {
    while ((sent[first]?.at ?? at) <= at - 5 * MINUTE) first += 1;
    return Math.max(most, index - first + 1);
  }, 0);
}

describe("RequestLimiter", () => {
  it("grants an initial burst of requests at once", async () => {
    await Promise.all(askTimes(BURST, "refresh"));
    expect(sent).toHaveLength(BURST);
    expect(new Set(sent.map(({ at }) => at)).size).toBe(1);
  });

  it("never grants more than 1,000 requests in five minutes", async () => {
    const all = askTimes(3_000, "refresh");
    await clock.advance(30 * MINUTE);
    await Promise.all(all);
    expect(sent).toHaveLength(3_000);
    expect(mostInWindow()).toBeLessThanOrEqual(MAX_IN_WINDOW + 1);
  });

  it("grants requests of one priority in order of arrival", async () => {
    await Promise.all(askTimes(BURST, "before"));
    const order = ["one", "two", "three", "four"];
    const asked = order.map((who) => ask(who));
    await clock.advance(5_000);
    await Promise.all(asked);
    expect(sent.slice(BURST).map(({ who }) => who)).toEqual(order);
  });

  it("grants writes before reads, and reads before polls", async () => {
    await Promise.all(askTimes(BURST, "before"));
    const asked = [ask("poll", "poll"), ask("read", "read"), ask("write", "write")];
    await clock.advance(5_000);
    await Promise.all(asked);
    expect(sent.slice(BURST).map(({ who }) => who)).toEqual(["write", "read", "poll"]);
  });

  it("grants a write at once even while fifty callers poll continuously", async () => {
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
    expect(mostInWindow()).toBeLessThanOrEqual(MAX_IN_WINDOW + 1);
    const shares = Array.from(
      { length: 50 },
      (_, who) => sent.filter((one) => one.who === `poller ${who}`).length,
    );
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
  });

  it("calculates how long a request has to wait", async () => {
    expect(limiter.waitFor("read")).toBe(0);
    await Promise.all(askTimes(BURST, "before"));
    const polls = askTimes(9, "poll", "poll");
    expect(limiter.waitFor("poll")).toBeCloseTo(7_500, -1);
    expect(limiter.waitFor("write")).toBeCloseTo(750, -1);
    await clock.advance(7_000);
    await Promise.all(polls);
  });

  it("rejects cancelled requests at once and does not count them", async () => {
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

  it("keeps the longest of several reported blocks", async () => {
    limiter.block(10_000);
    limiter.block(2_000);
    expect(limiter.blockedFor).toBe(10_000);
    await clock.advance(11_000);
    expect(limiter.blockedFor).toBe(0);
  });
});
