/** Who asks together shares a list; nobody is answered with one that began before the question. */
import { ImpatientClock } from "../testing/fake-clock";
import { currentOperation, inOperation } from "./operation";
import { SharedList } from "./shared-list";

let present: string[];
/** The lists that are under way, and how each is answered. */
let running: { answer(): void; fail(): void }[];
let lists: number;
let shared: SharedList<string>;

beforeEach(() => {
  present = [];
  running = [];
  lists = 0;
  shared = new SharedList(new ImpatientClock(), () => {
    lists += 1;
    // An API may read what it answers as soon as the request is there.
    const seen = [...present];
    return new Promise((resolve, reject) => {
      running.push({ answer: () => resolve(seen), fail: () => reject(new Error("no list")) });
    });
  });
});

const ask = () => shared.read();
/** Long enough for a wait of an impatient clock to end. */
const moment = async () => {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
};
async function answer(): Promise<void> {
  await moment();
  running.shift()?.answer();
  await moment();
}

it("takes one list for all who ask at the same time", async () => {
  const answers = Promise.all([ask(), ask(), ask()]);
  present = ["too late for nobody"];
  await answer();
  expect(await answers).toEqual(Array(3).fill(["too late for nobody"]));
  expect(lists).toBe(1);
});

it("does not answer with a list that was under way when the question arose", async () => {
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

it("nor with one that came just before", async () => {
  const first = ask();
  await answer();
  await first;
  present = ["a foreign port"];
  const second = ask();
  await answer();
  expect(await second).toEqual(["a foreign port"]);
});

it("has one list under way at a time", async () => {
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

it("tells a failure to those who share it, and to nobody else", async () => {
  const failing = [ask(), ask()];
  const failures = Promise.allSettled(failing);
  await moment();
  const next = ask();
  running.shift()?.fail();
  expect((await failures).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  await answer();
  expect(await next).toEqual([]);
});

it("tells all who share it why it takes long", async () => {
  const told: string[] = [];
  const waiting = new SharedList(new ImpatientClock(), async () => {
    currentOperation().onWait?.("waiting for its turn");
    return [];
  });
  const asking = (name: string) =>
    inOperation({ onWait: (why) => told.push(`${name}: ${why}`) }, () => waiting.read());
  await Promise.all([asking("one"), asking("other")]);
  expect(told).toEqual(["one: waiting for its turn", "other: waiting for its turn"]);
});

it("is not shared with who has to end otherwise", async () => {
  const signal = new AbortController().signal;
  const asked = [
    inOperation({ signal }, ask),
    inOperation({ signal }, ask),
    // The look after an answer that was lost goes on after Ctrl-C.
    inOperation({ signal: undefined }, ask),
    // A look of a wait has to end in time.
    inOperation({ signal, deadline: Date.now() + 1_000 }, ask),
  ];
  await moment();
  expect(running).toHaveLength(3);
  for (const one of running) one.answer();
  await Promise.all(asked);
});
