import { ApiError, type ApiErrorKind } from "../api/errors";
import { type Wait, type WaitResult, waitUntil } from "./wait";

const MINUTE = 60_000;

// Jest's clock does not reach this module of Node's; here it is on the timers that it does reach.
jest.mock("node:timers/promises", () => ({
  setTimeout: (milliseconds: number, value: unknown, options: { signal: AbortSignal }) =>
    new Promise((resolve, reject) => {
      const { signal } = options;
      signal.throwIfAborted();
      const stop = () => reject(signal.reason);
      signal.addEventListener("abort", stop);
      setTimeout(() => {
        signal.removeEventListener("abort", stop);
        resolve(value);
      }, milliseconds);
    }),
}));

function apiError(kind: ApiErrorKind): ApiError {
  return new ApiError({ kind, method: "GET", path: "/status", reason: "failed" });
}

interface Course {
  /** What the looks find, one after the other; the last for ever. An error is thrown. */
  looks: (string | Error)[];
  timeout?: number;
  signal?: AbortSignal;
  progress?: Wait<string>["progress"];
}

/** Waits for "up"; answers when each look was taken too, in milliseconds since the start. */
function waitForUp(course: Course): { result: Promise<WaitResult<string>>; lookedAt: number[] } {
  const start = Date.now();
  const lookedAt: number[] = [];
  const result = waitUntil<string>({
    async observe() {
      const found = course.looks[Math.min(lookedAt.length, course.looks.length - 1)];
      lookedAt.push(Date.now() - start);
      if (found instanceof Error) throw found;
      return found ?? "nothing";
    },
    satisfied: (observed) => observed === "up",
    progress: course.progress,
    timeout: course.timeout ?? 30 * MINUTE,
    signal: course.signal ?? new AbortController().signal,
  });
  // Told to whoever awaits it; until then it is no unhandled rejection.
  result.catch(() => {});
  return { result, lookedAt };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it("does not wait at all for what is there", async () => {
  const { result, lookedAt } = waitForUp({ looks: ["up"] });
  expect(await result).toEqual({ outcome: "satisfied", observed: "up", waited: 0 });
  expect(lookedAt).toEqual([0]);
});

it("looks again until it is satisfied", async () => {
  const { result, lookedAt } = waitForUp({ looks: ["down", "down", "up"] });
  await jest.advanceTimersByTimeAsync(MINUTE);
  expect(await result).toMatchObject({ outcome: "satisfied", observed: "up" });
  expect(lookedAt).toHaveLength(3);
});

it.each<ApiErrorKind>(["rate", "remote", "unreachable", "unreadable"])(
  "goes on through a passing fault (%s)",
  async (kind) => {
    const { result } = waitForUp({ looks: [apiError(kind), apiError(kind), "up"] });
    await jest.advanceTimersByTimeAsync(MINUTE);
    expect(await result).toMatchObject({ outcome: "satisfied" });
  },
);

it.each<ApiErrorKind>(["credentials", "permission"])(
  "goes on when credentials are refused twice (%s), and ends at the third time",
  async (kind) => {
    const twice = waitForUp({ looks: [apiError(kind), apiError(kind), "up"] });
    const thrice = waitForUp({ looks: [apiError(kind)] });
    await jest.advanceTimersByTimeAsync(MINUTE);
    expect(await twice.result).toMatchObject({ outcome: "satisfied" });
    await expect(thrice.result).rejects.toMatchObject({ details: { kind } });
    expect(thrice.lookedAt).toHaveLength(3);
  },
);

it("counts only refusals in a row", async () => {
  const refused = apiError("permission");
  const { result } = waitForUp({ looks: [refused, refused, "down", refused, refused, "up"] });
  await jest.advanceTimersByTimeAsync(2 * MINUTE);
  expect(await result).toMatchObject({ outcome: "satisfied" });
});

it.each([apiError("not-found"), apiError("refused"), apiError("conflict"), new Error("a bug")])(
  "ends at once with any other error: %s",
  async (error) => {
    const { result, lookedAt } = waitForUp({ looks: [error] });
    await expect(result).rejects.toBe(error);
    expect(lookedAt).toHaveLength(1);
  },
);

it("takes a last look when time is up", async () => {
  const { result, lookedAt } = waitForUp({ looks: ["down"], timeout: 5_000 });
  await jest.advanceTimersByTimeAsync(MINUTE);
  expect(await result).toEqual({ outcome: "timed-out", observed: "down", waited: 5_000 });
  expect(lookedAt.at(-1)).toBe(5_000);
});

it("is satisfied by the last look", async () => {
  const { result } = waitForUp({ looks: ["down", "up"], timeout: 1_000 });
  await jest.advanceTimersByTimeAsync(1_000);
  expect(await result).toMatchObject({ outcome: "satisfied", waited: 1_000 });
});

it("ends with a last look when it is told to stop, without waiting on", async () => {
  const stop = new AbortController();
  const { result, lookedAt } = waitForUp({ looks: ["down"], signal: stop.signal });
  await jest.advanceTimersByTimeAsync(500);
  stop.abort();
  expect(await result).toEqual({ outcome: "cancelled", observed: "down", waited: 500 });
  expect(lookedAt).toEqual([0, 500]);
});

it("looks once when it was told to stop before", async () => {
  const { result } = waitForUp({ looks: ["up"], signal: AbortSignal.abort() });
  expect(await result).toMatchObject({ outcome: "satisfied" });
});

it("looks often at first and at least every 72 seconds later, so 40 times in half an hour", async () => {
  const { result, lookedAt } = waitForUp({ looks: ["down"] });
  await jest.advanceTimersByTimeAsync(30 * MINUTE);
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
    progress: (now) => told.push(now),
  });
  await jest.advanceTimersByTimeAsync(MINUTE);
  await result;
  expect(told).toEqual([
    { observed: "down", error: undefined, waited: 0, left: MINUTE },
    { observed: "down", error, waited: expect.any(Number), left: expect.any(Number) },
  ]);
});

it("says what the last look failed with when it could not look to the end", async () => {
  const error = apiError("unreachable");
  const { result } = waitForUp({ looks: ["down", error], timeout: 5_000 });
  await jest.advanceTimersByTimeAsync(MINUTE);
  expect(await result).toMatchObject({ outcome: "timed-out", error });
});
