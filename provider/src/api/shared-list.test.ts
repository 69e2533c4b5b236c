/** Tests that concurrent callers share a list, and that a list never starts before the call. */
import { ImpatientClock } from "../testing/fake-clock";
import { currentOperation, inOperation } from "./operation";
import { SharedList } from "./shared-list";

let present: string[];
/** Lists that are running, with the functions that end them. */
let running: { answer(): void; fail(): void }[];
let lists: number;
let shared: SharedList<string>;

beforeEach(() => {
  present = [];
  running = [];
  lists = 0;
  shared = new SharedList(new ImpatientClock(), () => {
    lists += 1;
    // An API may read its data as soon as the request arrives.
    const seen = [...present];
    return new Promise((resolve, reject) => {
      running.push({ answer: () => resolve(seen), fail: () => reject(new Error("no list")) });
    });
  });
});

const ask = () => shared.read();
/** Resolves after the clock has ended a wait. */
const moment = async () => {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
};
async function answer(): Promise<void> {
  await moment();
  running.shift()?.answer();
  await moment();
}

describe("SharedList", () => {
  it("shares one list among callers that ask at the same time", async () => {
    const answers = Promise.all([ask(), ask(), ask()]);
    present = ["an item added after the calls"];
    await answer();
    expect(await answers).toEqual(Array(3).fill(["an item added after the calls"]));
    expect(lists).toBe(1);
  });

  it("does not return a list that was already running when it was called", async () => {
    const early = ask();
    await moment();
    present = ["a foreign port"];
    const late = [ask(), ask()];
    await answer();
    expect(await early).toEqual([]);
    await answer();
    expect(await Promise.all(late)).toEqual([["a foreign port"], ["a foreign port"]]);
    expect(lists).toBe(2);
  });

  it("does not return a list that ended just before it was called", async () => {
    const first = ask();
    await answer();
    await first;
    present = ["a foreign port"];
    const second = ask();
    await answer();
    expect(await second).toEqual(["a foreign port"]);
  });

  it("returns the latest list to a caller that accepts a list of this age", async () => {
    const first = shared.readWithin(30_000);
    await answer();
    present = ["a foreign port"];
    expect(await Promise.all([first, shared.readWithin(30_000)])).toEqual([[], []]);
    const fresh = shared.readWithin(0);
    await answer();
    expect(await fresh).toEqual(["a foreign port"]);
    expect(lists).toBe(2);
  });

  it("reads a new list if the latest list failed", async () => {
    const failing = shared.readWithin(30_000).catch((error: Error) => error.message);
    await moment();
    running.shift()?.fail();
    expect(await failing).toBe("no list");
    const next = shared.readWithin(30_000);
    await answer();
    expect(await next).toEqual([]);
  });

  it("runs only one list at a time", async () => {
    const asked = [ask()];
    for (let batch = 1; batch <= 20; batch += 1) {
      await moment();
      asked.push(ask(), ask(), ask());
      expect(running).toHaveLength(1);
      await answer();
    }
    await answer();
    await Promise.all(asked);
    expect(lists).toBe(21);
  });

  it("rejects all callers that share a failed list, and no other callers", async () => {
    const failing = [ask(), ask()];
    const failures = Promise.allSettled(failing);
    await moment();
    const next = ask();
    running.shift()?.fail();
    expect((await failures).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await answer();
    expect(await next).toEqual([]);
  });

  it("reports a wait to all callers that share the list", async () => {
    const reported: string[] = [];
    const waiting = new SharedList(new ImpatientClock(), async () => {
      currentOperation().onWait?.("waiting for its turn");
      return [];
    });
    const asking = (name: string) =>
      inOperation({ onWait: (why) => reported.push(`${name}: ${why}`) }, () => waiting.read());
    await Promise.all([asking("one"), asking("other")]);
    expect(reported).toEqual(["one: waiting for its turn", "other: waiting for its turn"]);
  });

  it("does not share a list between callers whose signals or deadlines differ", async () => {
    const signal = new AbortController().signal;
    const asked = [
      inOperation({ signal }, ask),
      inOperation({ signal }, ask),
      // The read that checks for an order after a lost response continues after Ctrl-C.
      inOperation({ signal: undefined }, ask),
      // Each check during a wait has a deadline.
      inOperation({ signal, deadline: Date.now() + 1_000 }, ask),
    ];
    await moment();
    expect(running).toHaveLength(3);
    for (const one of running) one.answer();
    await Promise.all(asked);
  });
});
