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

interface Found {
  state: string;
}

interface Scenario extends Partial<PollOptions<Found>> {
  run?: Run;
  signal?: AbortSignal;
  progress?(line: string): void;
  /** Results of the checks in order. An error makes its check fail. The last result is repeated. */
  results: (string | Error)[];
}

/** Waits for the state "up". `checkedAt` contains the times of the checks in milliseconds since the start. */
function waitForUp({
  results,
  run = new Run({ clock }),
  signal = new AbortController().signal,
  progress = () => {},
  ...options
}: Scenario): { result: Promise<PollResult<Found>>; checkedAt: number[] } {
  const checkedAt: number[] = [];
  const check = async () => {
    const found = results[Math.min(checkedAt.length, results.length - 1)] ?? "nothing";
    checkedAt.push(clock.now());
    if (found instanceof Error) throw found;
    return { state: found };
  };
  const result = pollUntil({ run, signal, progress }, check, {
    isDone: ({ state }) => state === "up",
    timeout: 30 * MINUTE,
    ...options,
  });
  // The test handles the rejection later, so until then Node must not report it as unhandled.
  result.catch(() => {});
  return { result, checkedAt };
}

describe("pollUntil", () => {
  it("resolves after the first check if the condition holds", async () => {
    const { result, checkedAt } = waitForUp({ results: ["up"] });
    expect(await result).toEqual({ outcome: "done", found: { state: "up" }, waited: 0 });
    expect(checkedAt).toEqual([0]);
  });

  it("checks until the condition holds", async () => {
    const { result, checkedAt } = waitForUp({ results: ["down", "down", "up"] });
    await clock.advance(MINUTE);
    expect(await result).toMatchObject({ outcome: "done", found: { state: "up" } });
    expect(checkedAt).toHaveLength(3);
  });

  it.each<ApiErrorKind>(["rate", "remote", "unreachable", "unreadable"])(
    "continues after a temporary fault (%s)",
    async (kind) => {
      const { result } = waitForUp({ results: [apiError(kind), apiError(kind), "up"] });
      await clock.advance(MINUTE);
      expect(await result).toMatchObject({ outcome: "done" });
    },
  );

  it.each<ApiErrorKind>(["credentials", "permission"])(
    "continues after two refusals (%s) and rejects after the third",
    async (kind) => {
      const twice = waitForUp({ results: [apiError(kind), apiError(kind), "up"] });
      const thrice = waitForUp({ results: [apiError(kind)] });
      await clock.advance(MINUTE);
      expect(await twice.result).toMatchObject({ outcome: "done" });
      await expect(thrice.result).rejects.toMatchObject({ details: { kind } });
      expect(thrice.checkedAt).toHaveLength(3);
    },
  );

  it("rejects only after several consecutive refusals", async () => {
    const refused = apiError("permission");
    const { result } = waitForUp({ results: [refused, refused, "down", refused, refused, "up"] });
    await clock.advance(2 * MINUTE);
    expect(await result).toMatchObject({ outcome: "done" });
  });

  it.each([
    ["not-found", apiError("not-found")],
    ["refused", apiError("refused")],
    ["conflict", apiError("conflict")],
    ["a bug", new Error("a bug")],
  ])("rejects at once after an error that is not temporary (%s)", async (_kind, error) => {
    const { result, checkedAt } = waitForUp({ results: [error] });
    await expect(result).rejects.toBe(error);
    expect(checkedAt).toHaveLength(1);
  });

  it("checks once more at the deadline and then times out", async () => {
    const { result, checkedAt } = waitForUp({ results: ["down"], timeout: 5_000 });
    await clock.advance(MINUTE);
    expect(await result).toEqual({
      outcome: "timed-out",
      found: { state: "down" },
      waited: 5_000,
    });
    expect(checkedAt.at(-1)).toBe(5_000);
  });

  it("resolves if the condition holds at the last check", async () => {
    const { result } = waitForUp({ results: ["down", "up"], timeout: 1_000 });
    await clock.advance(1_000);
    expect(await result).toMatchObject({ outcome: "done", waited: 1_000 });
  });

  it("resolves at once with the last result if the run is cancelled", async () => {
    const stop = new AbortController();
    const { result, checkedAt } = waitForUp({ results: ["down"], signal: stop.signal });
    await clock.advance(500);
    stop.abort();
    expect(await result).toEqual({ outcome: "cancelled", found: { state: "down" }, waited: 500 });
    expect(checkedAt).toEqual([0]);
  });

  it("does not check if the run is already cancelled", async () => {
    const { result, checkedAt } = waitForUp({ results: ["up"], signal: AbortSignal.abort() });
    expect(await result).toMatchObject({ outcome: "cancelled" });
    expect(checkedAt).toEqual([]);
  });

  it("checks often at first and at least every 72 seconds later", async () => {
    const { result, checkedAt } = waitForUp({ results: ["down"] });
    await clock.advance(30 * MINUTE);
    await result;
    const gaps = checkedAt.slice(1).map((time, index) => time - (checkedAt[index] ?? 0));
    expect(gaps[0]).toBeLessThanOrEqual(2_400);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(72_000);
    expect(checkedAt.length).toBeGreaterThan(25);
    expect(checkedAt.length).toBeLessThan(60);
  });

  it("describes the progress after each check that does not end the wait", async () => {
    const described: object[] = [];
    const error = apiError("remote");
    const { result } = waitForUp({
      results: ["down", error, "up"],
      timeout: MINUTE,
      describe(now) {
        described.push(now);
        return { subject: "", line: "" };
      },
    });
    await clock.advance(MINUTE);
    await result;
    expect(described).toEqual([
      { found: { state: "down" }, error: undefined, waited: 0, left: MINUTE },
      { found: { state: "down" }, error, waited: expect.any(Number), left: expect.any(Number) },
    ]);
  });

  it("returns the error of the last check if the wait times out", async () => {
    const error = apiError("unreachable");
    const { result } = waitForUp({ results: ["down", error], timeout: 5_000 });
    await clock.advance(MINUTE);
    expect(await result).toMatchObject({ outcome: "timed-out", error });
  });

  it("pauses all waits for the Retry-After of one check", async () => {
    const run = new Run({ clock });
    const one = waitForUp({ results: [apiError("rate", 200), "down"], run });
    const other = waitForUp({ results: ["down"], run });
    await clock.advance(4 * MINUTE);
    const early = [...one.checkedAt, ...other.checkedAt].filter(
      (time) => time > 0 && time < 200_000,
    );
    expect(early).toEqual([]);
    expect(one.checkedAt[1]).toBe(200_000);
  });

  it("checks at the deadline despite a longer Retry-After", async () => {
    const { result } = waitForUp({ results: [apiError("rate", 200), "up"], timeout: MINUTE });
    await clock.advance(MINUTE);
    expect(await result).toMatchObject({ outcome: "done", waited: MINUTE });
  });

  it("times out after the first check if `patience` is zero", async () => {
    const { result, checkedAt } = waitForUp({ results: ["down"], patience: 0 });
    expect(await result).toMatchObject({ outcome: "timed-out", waited: 0 });
    expect(checkedAt).toEqual([0]);
  });
});

describe("pollUntil with stableFor", () => {
  it("checks repeatedly, and once more when `stableFor` has passed", async () => {
    const { result, checkedAt } = waitForUp({ results: ["down", "up"], stableFor: MINUTE });
    await clock.advance(2 * MINUTE);
    const [, first = 0] = checkedAt;
    expect(await result).toMatchObject({ outcome: "done", waited: first + MINUTE });
    expect(checkedAt.length).toBeGreaterThan(5);
  });

  it("restarts `stableFor` after every interruption", async () => {
    const results = ["up", "up", "down", "up"];
    const { result, checkedAt } = waitForUp({ results, stableFor: MINUTE });
    await clock.advance(3 * MINUTE);
    expect((await result).waited).toBe((checkedAt[3] ?? 0) + MINUTE);
  });

  it("counts a failed check neither as an interruption nor as a confirmation", async () => {
    const remote = apiError("remote");
    const { result } = waitForUp({ results: ["up", remote, remote, "up"], stableFor: 3_000 });
    await clock.advance(MINUTE);
    const { outcome, waited } = await result;
    expect(outcome).toBe("done");
    expect(waited).toBeGreaterThan(3_000);
  });

  it("checks often once the condition holds, even after a long wait", async () => {
    const results = [...Array(20).fill("down"), "up"];
    const { result, checkedAt } = waitForUp({
      results,
      stableFor: MINUTE,
      stateOf: ({ state }) => state,
    });
    await clock.advance(30 * MINUTE);
    await result;
    expect(checkedAt.length - 20).toBeGreaterThan(5);
  });

  it("reports how long the condition has held if the wait times out", async () => {
    const { result } = waitForUp({ results: ["up"], stableFor: MINUTE, timeout: 40_000 });
    await clock.advance(MINUTE);
    expect(await result).toMatchObject({ outcome: "timed-out", waited: 40_000, held: 40_000 });
  });

  it("times out if the state flaps", async () => {
    const results = Array.from({ length: 500 }, (_, index) => (index % 3 === 2 ? "down" : "up"));
    const { result } = waitForUp({ results, stableFor: 5 * MINUTE });
    await clock.advance(30 * MINUTE);
    expect(await result).toMatchObject({ outcome: "timed-out" });
  });
});

describe("progress lines of a wait", () => {
  /** Returns the seconds at which a progress line is shown. `stateAt` returns the state at a given second. */
  async function lines(stateAt: (second: number) => string, seconds: number): Promise<number[]> {
    const written: number[] = [];
    const stop = new AbortController();
    const { result } = waitForUp({
      results: ["down"],
      signal: stop.signal,
      // Each check finds a new state, so checks remain frequent.
      stateOf: () => String(clock.now()),
      describe: () => ({ subject: stateAt(clock.now() / 1_000), line: "" }),
      progress: () => written.push(Math.round(clock.now() / 1_000)),
    });
    await clock.advance(seconds * 1_000);
    stop.abort();
    await result;
    return written;
  }

  it("repeat an unchanged state at growing intervals, about ten times in half an hour", async () => {
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

  it("show a change at once and repeat it soon after", async () => {
    const written = await lines((second) => (second < 100 ? "Pending" : "Down"), 180);
    const [change = 0, repeated = 0] = written.filter((second) => second >= 100);
    expect(change).toBeLessThan(175);
    expect(repeated - change).toBeGreaterThanOrEqual(15);
  });
});
