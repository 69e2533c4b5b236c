/**
 * How long traffic is lost when a link fails, measured on generated texts and held against the model's range.
 *
 * Toward the customer, one router stands for Cloudflare's edge: it notices by BGP or BFD alone, and the change has no way
 * to go. So the model's convergence is taken off its range there.
 */
import { FACTS } from "../provider/src/domain/facts";
import { formatOutage, type OutageRange } from "../provider/src/topology";
import { show } from "./support/command";
import {
  type Death,
  foretell,
  type Measured,
  measure,
  type RouterName,
  type Sessions,
} from "./support/outage-lab";

/** Seconds by which a measured outage may leave the range: the packets' interval, and a busy machine's late processes. */
const TOLERANCE = { below: 0.1, above: 0.6 };
/** BIRD takes up to a quarter off its hold timer at random, and 2.0 may sleep before it acts on one that has expired. */
const BIRD_JITTER = 1 / 4;
const BIRD_SLEEP = 3;
/** Seconds that the model names: a router's reaction to a lost link, the spread of BFD, Cloudflare's convergence. */
const INTERFACE_DOWN = 1;
const BFD_SPREAD = 0.4;
const CONVERGENCE = { least: FACTS.convergence.value, most: 180 };
const GRACEFUL_RESTART = FACTS.gracefulRestart.value;

/** With `CNI_LONG_RUN=1`, Cloudflare's own hold time is measured as well. */
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
/** The longest that graceful restart can add: FRR announces the long-lived form as well, and the edge acts on it. */
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
  const edge = longLivedRestart ? " that the edge prolongs" : "";
  return `${router} ${timers}${edge}, when the link ${death === "seen" ? "goes down" : "dies silently"}`;
}

/** Seconds by which BIRD departs from its timers. */
function departureOf(sessions: Sessions, death: Death, direction: Direction) {
  const { router, holdTime, bfd, longLivedRestart } = sessions;
  const isByHoldTime = !bfd && (direction === "toCustomer" || death === "silent");
  if (!isByHoldTime || (direction === "toCloudflare" && router === "FRR")) {
    return { early: 0, late: 0 };
  }
  // The edge is BIRD as well. It needs a second timer to end a graceful restart.
  const timers = longLivedRestart && direction === "toCustomer" ? 2 : 1;
  return { early: holdTime * BIRD_JITTER, late: timers * BIRD_SLEEP };
}

/** Deaths that one network can go through. After a long hold time, the edge would still have the first one's session. */
function runsOf({ holdTime, bfd }: Sessions): readonly (readonly Death[])[] {
  return bfd || holdTime < 10 ? [DEATHS] : DEATHS.map((death) => [death]);
}

/** The model's range, without the convergence that a single router at the edge does not have. */
function rangeOf(sessions: Sessions, death: Death, direction: Direction): OutageRange {
  const range = foretell(sessions)[direction][death];
  if (direction === "toCloudflare" || sessions.bfd) return range;
  const { least, most } = range;
  if (typeof least !== "number" || typeof most !== "number") return range;
  return { ...range, least: least - CONVERGENCE.least, most: most - CONVERGENCE.most };
}

/** Longest that a range may be, in seconds. */
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
  if (result === undefined) throw new Error("it was not measured");
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
    "Seconds without traffic; ! marks what the model's range does not hold",
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
  it("loses traffic toward Cloudflare for as long as the model says", () => {
    expectInRange(resultOf(title).toCloudflare, sessions, death, "toCloudflare");
  });

  it("loses traffic to the customer for as long as the model says, without Cloudflare's convergence", () => {
    expectInRange(resultOf(title).toCustomer, sessions, death, "toCustomer");
  });

  it.each(DIRECTIONS)(
    "has a range %s of a keepalive and the named constants at most",
    (direction) => {
      const { least, most } = rangeOf(sessions, death, direction);
      const spread = toNumber(most) - toNumber(least);
      expect(spread).toBeLessThanOrEqual(spreadOf(sessions, death, direction) + 1e-9);
    },
  );
});

it.each([true, false])(
  "gives Cloudflare's hold time of 240 s a range of 160 to 240 s toward Cloudflare (graceful restart: %s)",
  (gracefulRestart) => {
    const sessions = { router: "FRR", holdTime: 240, gracefulRestart, bfd: false } as const;
    expect(foretell(sessions).toCloudflare.silent).toMatchObject({ least: 160, most: 240 });
  },
);
