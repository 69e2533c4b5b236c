/**
 * Measures how long traffic is lost when a link fails, with generated router configurations, and compares the outage with
 * the model's range.
 *
 * Toward the customer, one router stands in for Cloudflare's edge. It detects a failure only by BGP or BFD, and does not
 * have to tell other routers. The tests therefore subtract Cloudflare's convergence time from the model's range.
 */
import { FACTS } from "../provider/src/domain/facts";
import { formatOutage, type OutageRange } from "../provider/src/topology";
import { show } from "./support/command";
import {
  type Death,
  type Measured,
  measure,
  predictOutage,
  type RouterName,
  type Sessions,
} from "./support/outage-lab";

/** Seconds by which an outage may be outside the range, because of the time between packets and a busy machine. */
const TOLERANCE = { below: 0.1, above: 0.6 };
/** BIRD shortens its hold timer by up to a quarter at random, and BIRD 2.0 may react late to an expired timer. */
const BIRD_JITTER = 1 / 4;
const BIRD_SLEEP = 3;
/** Widths of the model's ranges, in seconds: a router's reaction to a lost link, BFD, and Cloudflare's convergence. */
const INTERFACE_DOWN = 1;
const BFD_SPREAD = 0.4;
const CONVERGENCE = { least: FACTS.convergence.value, most: 180 };
const GRACEFUL_RESTART = FACTS.gracefulRestart.value;

/** Hold times in seconds. `CNI_LONG_RUN=1` adds Cloudflare's own hold time. */
const HOLD_TIMES = process.env.CNI_LONG_RUN === "1" ? [9, 90, 240] : [9, 90];
const LONGEST_RUN = Math.max(...HOLD_TIMES) * 1_000 + 180_000;
const ROUTERS: readonly RouterName[] = ["FRR", "BIRD"];
const DEATHS: readonly Death[] = ["seen", "silent"];
const DIRECTIONS = ["toCloudflare", "toCustomer"] as const;
type Direction = (typeof DIRECTIONS)[number];

const SESSIONS: readonly Sessions[] = ROUTERS.flatMap((router) => [
  ...HOLD_TIMES.flatMap((holdTime) =>
    [true, false].map((gracefulRestart) => ({ router, holdTime, gracefulRestart, bfd: false })),
  ),
  { router, holdTime: 240, gracefulRestart: false, bfd: true },
]);
/** The longest graceful restart: FRR also announces long-lived graceful restart, and the edge applies it. */
const KEPT: Sessions = {
  router: "FRR",
  holdTime: 9,
  gracefulRestart: true,
  bfd: false,
  longLivedRestart: true,
};
const RUNS: readonly { sessions: Sessions; deaths: readonly Death[] }[] = [
  { sessions: KEPT, deaths: ["silent"] },
  ...SESSIONS.flatMap((sessions) => runsOf(sessions).map((deaths) => ({ sessions, deaths }))),
];
const CASES = RUNS.flatMap(({ sessions, deaths }) =>
  deaths.map((death) => ({ sessions, death, title: titleOf(sessions, death) })),
).sort((one, other) => one.title.localeCompare(other.title, "en", { numeric: true }));

function titleOf(sessions: Sessions, death: Death): string {
  const { router, holdTime, gracefulRestart, bfd, longLivedRestart } = sessions;
  const restart = gracefulRestart ? "with graceful restart" : "without graceful restart";
  const timers = bfd ? "with BFD on v1" : `with a hold time of ${holdTime} s, ${restart}`;
  const edge = longLivedRestart ? " that the edge extends" : "";
  return `${router} ${timers}${edge}, when the link ${death === "seen" ? "goes down" : "dies silently"}`;
}

/** Returns by how many seconds BIRD may react earlier or later than its timers. */
function departureOf(sessions: Sessions, death: Death, direction: Direction) {
  const { router, holdTime, bfd, longLivedRestart } = sessions;
  const isByHoldTime = !bfd && (direction === "toCustomer" || death === "silent");
  if (!isByHoldTime || (direction === "toCloudflare" && router === "FRR")) {
    return { early: 0, late: 0 };
  }
  // The edge also runs BIRD, which needs a second timer to end a graceful restart.
  const timers = longLivedRestart && direction === "toCustomer" ? 2 : 1;
  return { early: holdTime * BIRD_JITTER, late: timers * BIRD_SLEEP };
}

/** Returns the failures to measure in one network. With a long hold time, the edge would keep the session of the first. */
function runsOf({ holdTime, bfd }: Sessions): readonly (readonly Death[])[] {
  return bfd || holdTime < 10 ? [DEATHS] : DEATHS.map((death) => [death]);
}

/** Returns the model's range without Cloudflare's convergence, because the edge is a single router. */
function rangeOf(sessions: Sessions, death: Death, direction: Direction): OutageRange {
  const range = predictOutage(sessions)[direction][death];
  if (direction === "toCloudflare" || sessions.bfd) return range;
  const { least, most } = range;
  if (typeof least !== "number" || typeof most !== "number") return range;
  return { ...range, least: least - CONVERGENCE.least, most: most - CONVERGENCE.most };
}

/** Returns the maximum width of a range, in seconds. */
function spreadOf(sessions: Sessions, death: Death, direction: Direction): number {
  if (sessions.bfd) return death === "seen" && direction === "toCloudflare" ? 1 : BFD_SPREAD;
  if (direction === "toCloudflare" && death === "seen") return INTERFACE_DOWN;
  const keepalive = sessions.holdTime / FACTS.keepalivesPerHoldTime.value;
  if (direction === "toCloudflare") return keepalive;
  return keepalive + (sessions.gracefulRestart ? GRACEFUL_RESTART : 0);
}

function toNumber(seconds: OutageRange["most"]): number {
  return typeof seconds === "number" ? seconds : Number.NaN;
}

function expectInRange(seconds: number, sessions: Sessions, death: Death, direction: Direction) {
  const { least, most } = rangeOf(sessions, death, direction);
  const { early, late } = departureOf(sessions, death, direction);
  expect(seconds).toBeGreaterThanOrEqual(toNumber(least) - early - TOLERANCE.below);
  expect(seconds).toBeLessThanOrEqual(toNumber(most) + late + TOLERANCE.above);
}

const results = new Map<string, Measured | Error>();

function resultOf(title: string): Measured {
  const result = results.get(title);
  if (result instanceof Error) throw result;
  if (result === undefined) throw new Error("This case was not measured.");
  return result;
}

beforeAll(async () => {
  await Promise.all(
    RUNS.map(async ({ sessions, deaths }, at) => {
      try {
        const measured = await measure(`outage${at}`, sessions, deaths);
        for (const [death, seconds] of measured) results.set(titleOf(sessions, death), seconds);
      } catch (error) {
        const problem = error instanceof Error ? error : new Error(String(error));
        for (const death of deaths) results.set(titleOf(sessions, death), problem);
      }
    }),
  );
}, LONGEST_RUN);

afterAll(() => {
  const lines = CASES.map(({ sessions, death, title }) => {
    const columns = DIRECTIONS.flatMap((direction) => {
      const range = rangeOf(sessions, death, direction);
      return [inSeconds(results.get(title), direction, range), formatOutage(range)];
    });
    return [title.padEnd(104), ...columns.map((column) => column.padEnd(16))].join("");
  });
  const head = ["to Cloudflare", "model", "to the customer", "model without convergence"];
  const title = [" ".repeat(104), ...head.map((word) => word.padEnd(16))].join("");
  show(
    "Seconds without traffic; ! marks an outage outside the model's range",
    [title, ...lines].join("\n"),
  );
});

function inSeconds(
  result: Measured | Error | undefined,
  direction: Direction,
  { least, most }: OutageRange,
): string {
  if (result === undefined || result instanceof Error) return "not measured";
  const seconds = result[direction];
  const isHeld = seconds >= toNumber(least) && seconds <= toNumber(most);
  return `${seconds.toFixed(2)} s${isHeld ? "" : " !"}`;
}

describe.each(CASES)("$title", ({ sessions, death, title }) => {
  it("loses traffic toward Cloudflare for a time within the model's range", () => {
    expectInRange(resultOf(title).toCloudflare, sessions, death, "toCloudflare");
  });

  it("loses traffic to the customer for a time within the model's range without Cloudflare's convergence", () => {
    expectInRange(resultOf(title).toCustomer, sessions, death, "toCustomer");
  });

  it.each(DIRECTIONS)(
    "has a range %s that is at most a keepalive and the model's constants wide",
    (direction) => {
      const { least, most } = rangeOf(sessions, death, direction);
      const spread = toNumber(most) - toNumber(least);
      expect(spread).toBeLessThanOrEqual(spreadOf(sessions, death, direction) + 1e-9);
    },
  );
});

it.each([true, false])(
  "the model predicts 160 to 240 s toward Cloudflare for a hold time of 240 s (graceful restart: %s)",
  (gracefulRestart) => {
    const sessions = { router: "FRR", holdTime: 240, gracefulRestart, bfd: false } as const;
    expect(predictOutage(sessions).toCloudflare.silent).toMatchObject({ least: 160, most: 240 });
  },
);
