import { ApiError, type ApiErrorKind } from "../api/errors";
import { FakeClock } from "../testing/fake-clock";
import { type PollOptions, type PollResult, pollUntil } from "./poll";
import { Run } from "./run";

const MINUTE = 60_000;

let clock: FakeClock;
beforeEach(() => {
  clock = new FakeClock();
});

function apiError(kind: ApiErrorKind, retryAfterSeconds?: number): ApiError {
  return new ApiError({
    kind,
    method: "GET",
    path: "/status",
    reason: "failed",
    retryAfterSeconds,
  });
}

interface Seen {
  state: string;
}

interface Course extends Partial<PollOptions<Seen>> {
  run?: Run;
  signal?: AbortSignal;
  progress?(line: string): void;
  /** What the looks find, one after the other; the last for ever. An error is thrown. */
  looks: (string | Error)[];
}

/** Waits for "up"; answers when each look was taken too, in milliseconds since the start. */
function waitForUp({
  looks,
  run = new Run({ clock }),
  signal = new AbortController().signal,
  progress = () => {},
  ...options
}: Course): { result: Promise<PollResult<Seen>>; lookedAt: number[] } {
  const lookedAt: number[] = [];
  const check = async () => {
    const found = looks[Math.min(lookedAt.length, looks.length - 1)] ?? "nothing";
    lookedAt.push(clock.now());
    if (found instanceof Error) throw found;
    return { state: found };
  };
  const result = pollUntil({ run, signal, progress }, check, {
    isDone: ({ state }) => state === "up",
    timeout: 30 * MINUTE,
    ...options,
  });
  // Told to whoever awaits it; until then it is no unhandled rejection.
  result.catch(() => {});
  return { result, lookedAt };
}

it("does not wait at all for what is there", async () => {
  const { result, lookedAt } = waitForUp({ looks: ["up"] });
  expect(await result).toEqual({ outcome: "done", found: { state: "up" }, waited: 0 });
  expect(lookedAt).toEqual([0]);
});

it("looks again until it is satisfied", async () => {
  const { result, lookedAt } = waitForUp({ looks: ["down", "down", "up"] });
  await clock.advance(MINUTE);
  expect(await result).toMatchObject({ outcome: "done", found: { state: "up" } });
  expect(lookedAt).toHaveLength(3);
});

it.each<ApiErrorKind>(["rate", "remote", "unreachable", "unreadable"])(
  "goes on through a passing fault (%s)",
  async (kind) => {
    const { result } = waitForUp({ looks: [apiError(kind), apiError(kind), "up"] });
    await clock.advance(MINUTE);
    expect(await result).toMatchObject({ outcome: "done" });
  },
);

it.each<ApiErrorKind>(["credentials", "permission"])(
  "goes on when credentials are refused twice (%s), and ends at the third time",
  async (kind) => {
    const twice = waitForUp({ looks: [apiError(kind), apiError(kind), "up"] });
    const thrice = waitForUp({ looks: [apiError(kind)] });
    await clock.advance(MINUTE);
    expect(await twice.result).toMatchObject({ outcome: "done" });
    await expect(thrice.result).rejects.toMatchObject({ details: { kind } });
    expect(thrice.lookedAt).toHaveLength(3);
  },
);

it("counts only refusals in a row", async () => {
  const refused = apiError("permission");
  const { result } = waitForUp({ looks: [refused, refused, "down", refused, refused, "up"] });
  await clock.advance(2 * MINUTE);
  expect(await result).toMatchObject({ outcome: "done" });
});

it.each([
  ["not-found", apiError("not-found")],
  ["refused", apiError("refused")],
  ["conflict", apiError("conflict")],
  ["a bug", new Error("a bug")],
])("ends at once with any other error: %s", async (_kind, error) => {
  const { result, lookedAt } = waitForUp({ looks: [error] });
  await expect(result).rejects.toBe(error);
  expect(lookedAt).toHaveLength(1);
});

it("takes a last look when time is up", async () => {
  const { result, lookedAt } = waitForUp({ looks: ["down"], timeout: 5_000 });
  await clock.advance(MINUTE);
  expect(await result).toEqual({
    outcome: "timed-out",
    found: { state: "down" },
    waited: 5_000,
  });
  expect(lookedAt.at(-1)).toBe(5_000);
});

it("is satisfied by the last look", async () => {
  const { result } = waitForUp({ looks: ["down", "up"], timeout: 1_000 });
  await clock.advance(1_000);
  expect(await result).toMatchObject({ outcome: "done", waited: 1_000 });
});

it("ends at once when it is told to stop, with what it saw last", async () => {
  const stop = new AbortController();
  const { result, lookedAt } = waitForUp({ looks: ["down"], signal: stop.signal });
  await clock.advance(500);
  stop.abort();
  expect(await result).toEqual({ outcome: "cancelled", found: { state: "down" }, waited: 500 });
  expect(lookedAt).toEqual([0]);
});

it("does not look at all when it was told to stop before", async () => {
  const { result, lookedAt } = waitForUp({ looks: ["up"], signal: AbortSignal.abort() });
  expect(await result).toMatchObject({ outcome: "cancelled" });
  expect(lookedAt).toEqual([]);
});

it("looks often at first and at least every 72 seconds later, so 40 times in half an hour", async () => {
  const { result, lookedAt } = waitForUp({ looks: ["down"] });
  await clock.advance(30 * MINUTE);
  await result;
  const gaps = lookedAt.slice(1).map((time, index) => time - (lookedAt[index] ?? 0));
  expect(gaps[0]).toBeLessThanOrEqual(2_400);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(72_000);
  expect(lookedAt.length).toBeGreaterThan(25);
  expect(lookedAt.length).toBeLessThan(60);
});

it("tells after each look what was found, how long it has waited and how long it may", async () => {
  const told: object[] = [];
  const error = apiError("remote");
  const { result } = waitForUp({
    looks: ["down", error, "up"],
    timeout: MINUTE,
    describe(now) {
      told.push(now);
      return { subject: "", line: "" };
    },
  });
  await clock.advance(MINUTE);
  await result;
  expect(told).toEqual([
    { found: { state: "down" }, error: undefined, waited: 0, left: MINUTE },
    { found: { state: "down" }, error, waited: expect.any(Number), left: expect.any(Number) },
  ]);
});

it("says what the last look failed with when it could not look to the end", async () => {
  const error = apiError("unreachable");
  const { result } = waitForUp({ looks: ["down", error], timeout: 5_000 });
  await clock.advance(MINUTE);
  expect(await result).toMatchObject({ outcome: "timed-out", error });
});

it("leaves the API alone for as long as it asks, all waits together", async () => {
  const run = new Run({ clock });
  const one = waitForUp({ looks: [apiError("rate", 200), "down"], run });
  const other = waitForUp({ looks: ["down"], run });
  await clock.advance(4 * MINUTE);
  const early = [...one.lookedAt, ...other.lookedAt].filter((time) => time > 0 && time < 200_000);
  expect(early).toEqual([]);
  expect(one.lookedAt[1]).toBe(200_000);
});

it("takes the last look in time also where the API wants to be left alone", async () => {
  const { result } = waitForUp({ looks: [apiError("rate", 200), "up"], timeout: MINUTE });
  await clock.advance(MINUTE);
  expect(await result).toMatchObject({ outcome: "done", waited: MINUTE });
});

it("ends with the first look that does not satisfy where it has no patience", async () => {
  const { result, lookedAt } = waitForUp({ looks: ["down"], patience: 0 });
  expect(await result).toMatchObject({ outcome: "timed-out", waited: 0 });
  expect(lookedAt).toEqual([0]);
});

describe("what has to hold for a while", () => {
  it("is looked at until then, at the last moment too", async () => {
    const { result, lookedAt } = waitForUp({ looks: ["down", "up"], stableFor: MINUTE });
    await clock.advance(2 * MINUTE);
    const [, first = 0] = lookedAt;
    expect(await result).toMatchObject({ outcome: "done", waited: first + MINUTE });
    expect(lookedAt.length).toBeGreaterThan(5);
  });

  it("begins anew after every interruption that is seen", async () => {
    const looks = ["up", "up", "down", "up"];
    const { result, lookedAt } = waitForUp({ looks, stableFor: MINUTE });
    await clock.advance(3 * MINUTE);
    expect((await result).waited).toBe((lookedAt[3] ?? 0) + MINUTE);
  });

  it("is not interrupted by a look that fails, nor proved by one", async () => {
    const remote = apiError("remote");
    const { result } = waitForUp({ looks: ["up", remote, remote, "up"], stableFor: 3_000 });
    await clock.advance(MINUTE);
    const { outcome, waited } = await result;
    expect(outcome).toBe("done");
    expect(waited).toBeGreaterThan(3_000);
  });

  it("is looked at often, however long it was waited for before", async () => {
    const looks = [...Array(20).fill("down"), "up"];
    const { result, lookedAt } = waitForUp({
      looks,
      stableFor: MINUTE,
      stateOf: ({ state }) => state,
    });
    await clock.advance(30 * MINUTE);
    await result;
    expect(lookedAt.length - 20).toBeGreaterThan(5);
  });

  it("says how long it held where time is up before", async () => {
    const { result } = waitForUp({ looks: ["up"], stableFor: MINUTE, timeout: 40_000 });
    await clock.advance(MINUTE);
    expect(await result).toMatchObject({ outcome: "timed-out", waited: 40_000, held: 40_000 });
  });

  it("never holds where it flaps", async () => {
    const looks = Array.from({ length: 500 }, (_, look) => (look % 3 === 2 ? "down" : "up"));
    const { result } = waitForUp({ looks, stableFor: 5 * MINUTE });
    await clock.advance(30 * MINUTE);
    expect(await result).toMatchObject({ outcome: "timed-out" });
  });
});

describe("progress", () => {
  /** Seconds at which a line is written, of a check that finds the state of that time. */
  async function lines(stateAt: (second: number) => string, seconds: number): Promise<number[]> {
    const written: number[] = [];
    const stop = new AbortController();
    const { result } = waitForUp({
      looks: ["down"],
      signal: stop.signal,
      // Each check is a change of another state, so that checks stay frequent.
      stateOf: () => String(clock.now()),
      describe: () => ({ subject: stateAt(clock.now() / 1_000), line: "" }),
      progress: () => written.push(Math.round(clock.now() / 1_000)),
    });
    await clock.advance(seconds * 1_000);
    stop.abort();
    await result;
    return written;
  }

  it("repeats the same line after ever longer pauses, ten times in half an hour", async () => {
    const written = await lines(() => "Pending", 30 * 60);
    const pauses = written.slice(1).map((second, index) => second - (written[index] ?? 0));
    expect(written[0]).toBe(0);
    for (const [index, pause] of [15, 30, 60, 120, 240, 300].entries()) {
      expect(pauses[index]).toBeGreaterThanOrEqual(pause);
      expect(pauses[index]).toBeLessThan(pause + 75);
    }
    expect(written.length).toBeGreaterThanOrEqual(8);
    expect(written.length).toBeLessThanOrEqual(10);
  });

  it("reports a change at once, and soon after that again", async () => {
    const written = await lines((second) => (second < 100 ? "Pending" : "Down"), 180);
    const [change = 0, repeated = 0] = written.filter((second) => second >= 100);
    expect(change).toBeLessThan(175);
    expect(repeated - change).toBeGreaterThanOrEqual(15);
  });
});
