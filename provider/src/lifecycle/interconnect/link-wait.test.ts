/** What a person reads while a link is waited for, on a clock that a test moves on. */
import { setTimeout as sleep } from "node:timers/promises";
import { AccountApi } from "../../api/account";
import { ApiError } from "../../api/errors";
import type { LinkStatus } from "../../domain/objects";
import { Run } from "../../run/run";
import { FakeClock } from "../../testing/fake-clock";
import { openTestAccount } from "../../testing/test-account";
import { awaitLink, describeOutcome, type LinkOutcome, type LinkWait } from "./link-wait";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let clock: FakeClock;
let lines: string[];
let warnings: string[];
beforeEach(() => {
  clock = new FakeClock();
  lines = [];
  warnings = [];
});

type Answer = LinkStatus | "not found";

/** An API of one port: its status at a time, and whether it is listed. */
function apiOf(
  statusAt: (time: number) => Answer,
  listed: () => boolean,
  asked: string[],
): AccountApi {
  const port = { account: "a", name: "cni-1", type: "direct" };
  const notFound = (path: string) =>
    new ApiError({ kind: "not-found", method: "GET", path, status: 404, reason: "not found" });
  return new AccountApi(
    {
      async json({ path }, schema) {
        asked.push(path);
        if (path.endsWith("/interconnects")) return schema.parse({ items: listed() ? [port] : [] });
        const status = statusAt(clock.now());
        if (path.endsWith("/status") && status !== "not found") return schema.parse(status);
        if (!path.endsWith("/status") && listed()) return schema.parse(port);
        throw notFound(path);
      },
      async done() {},
      async pdf() {
        throw new Error("there is no letter");
      },
    },
    "a",
    clock,
  );
}

interface Course extends Partial<LinkWait> {
  statusAt: (time: number) => Answer;
  listed?: () => boolean;
  asked?: string[];
  signal?: AbortSignal;
}

/** How a wait ends, and what a person reads of it. */
interface Ended {
  kind: LinkOutcome["kind"];
  status: LinkStatus;
  unfinished: string | undefined;
}

async function wait({
  statusAt,
  listed = () => true,
  asked = [],
  signal,
  ...more
}: Course): Promise<Ended> {
  const context = {
    run: new Run({ clock, random: () => 0.5 }),
    api: apiOf(statusAt, listed, asked),
    signal: signal ?? new AbortController().signal,
    progress: (line: string) => lines.push(line),
    inform: (line: string) => lines.push(line),
    warn: (line: string) => warnings.push(line),
  };
  const link = { name: "cni-1", states: ["Healthy"], timeout: 30 * MINUTE, ...more };
  const outcome = await awaitLink(context, link);
  const described = describeOutcome(outcome, link);
  const { kind, status } = outcome;
  return { kind, status, unfinished: described?.message };
}

async function outcome(course: Course, time = 31 * MINUTE): Promise<Ended> {
  const ended = wait(course);
  await clock.advance(time);
  return ended;
}

it("makes few lines of half an hour, with what a person has to do", async () => {
  const { kind, unfinished } = await outcome({ statusAt: () => ({ state: "Pending" }) });
  expect(lines.length).toBeLessThanOrEqual(10);
  expect(lines[0]).toMatch(
    /^cni-1 is Pending; waiting for Healthy for 0s, 30m left: order the cross-connect with the LOA.*swapping the RX and TX fibres$/,
  );
  expect(kind).toBe("timed-out");
  expect(unfinished).toMatch(/^the interconnect cni-1 is still Pending after 30m of waiting/);
});

it("tells every change, with the reason that the API gives", async () => {
  const statusAt = (time: number): LinkStatus => {
    if (time < 60 * SECOND) return { state: "Down", reason: "no light" };
    if (time < 120 * SECOND) return { state: "Unhealthy", reason: "light at -24 dBm" };
    return { state: "Healthy" };
  };
  await outcome({ statusAt });
  expect(lines.find((line) => line.includes("Down (no light);"))).toMatch(/port on your side/);
  expect(lines.find((line) => line.includes("Unhealthy (light at -24 dBm)"))).toMatch(
    /optics and the patch panel; light below -20 dBm/,
  );
  expect(lines.at(-1)).toMatch(/^cni-1 is Healthy after 2m/);
  expect(lines.length).toBeLessThan(10);
});

it("waits on through states that nobody has documented, with one warning each", async () => {
  const statusAt = (time: number) => ({
    state: time < MINUTE ? "Provisioning" : time < 2 * MINUTE ? "Testing" : "Healthy",
  });
  expect((await outcome({ statusAt })).unfinished).toBeUndefined();
  expect(warnings).toEqual([
    expect.stringMatching(/^cni-1 is Provisioning, a state that Cloudflare does not document/),
    expect.stringMatching(/^cni-1 is Testing/),
  ]);
});

it("says how long a link is up that has to stay so", async () => {
  await outcome({ statusAt: () => ({ state: "Healthy" }), stableFor: MINUTE });
  expect(lines[0]).toBe("cni-1 is Healthy; it has to stay so for 1m and has for 0s, 30m left");
  expect(lines.at(-1)).toBe("cni-1 is Healthy after 1m");
});

describe("a port that is not found", () => {
  const never: Answer = "not found";

  it("right after its order is waited for, with no more than its status asked", async () => {
    const asked: string[] = [];
    const statusAt = (time: number): Answer => (time < MINUTE ? never : { state: "Healthy" });
    const listed = () => clock.now() >= MINUTE;
    const { unfinished } = await outcome({ statusAt, listed, justOrdered: true, asked });
    expect(unfinished).toBeUndefined();
    expect(asked.filter((path) => !path.endsWith("/status"))).toEqual([]);
    expect(lines[0]).toContain("no status is reported yet");
  });

  it("is gone minutes after its order", async () => {
    const ended = wait({ statusAt: () => never, listed: () => false, justOrdered: true });
    await clock.advance(7 * MINUTE);
    expect((await ended).unfinished).toMatch(
      /was ordered and is listed nowhere; look for it in the dashboard; if it is gone, run `pulumi refresh`/,
    );
    expect(clock.now()).toBe(7 * MINUTE);
  });

  it("while it is waited for is gone, where the list says so too", async () => {
    const statusAt = (time: number): Answer => (time < MINUTE ? { state: "Pending" } : never);
    const { kind, unfinished } = await outcome({ statusAt, listed: () => false }, 3 * MINUTE);
    expect(unfinished).toMatch(
      /was deleted outside Pulumi while it was waited for; run `pulumi refresh` to take note, then `pulumi up` to order it again\.$/,
    );
    expect(kind).toBe("deleted");
  });

  it("is not gone where the list has it", async () => {
    const statusAt = (time: number): Answer => (time < MINUTE ? never : { state: "Healthy" });
    expect((await outcome({ statusAt })).unfinished).toBeUndefined();
  });
});

it("waits for a port that the simulator shows only some time after its order", async () => {
  const testAccount = await openTestAccount({ behaviour: { visibleAfter: "1h" } });
  try {
    const [slotId] = await testAccount.freeSlots();
    await testAccount.simulator.control.planNewPorts([{ after: "0s", state: "Healthy" }]);
    const port = await testAccount.plugin("Interconnect");
    const ordered = port.create({ slotId, waitFor: "healthy", timeout: "30s" });
    while (
      (await testAccount.simulator.control.requests()).every(
        ({ path }) => !path.endsWith("/status"),
      )
    ) {
      await sleep(50);
    }
    await testAccount.simulator.control.advance("1h");
    expect((await ordered).outputs).toMatchObject({ status: { state: "Healthy" } });
    expect(await testAccount.countRequests("POST")).toBe(1);
  } finally {
    await testAccount.close();
  }
});

it("ends at once when the run is cancelled, with what was seen last", async () => {
  const stop = new AbortController();
  const ended = wait({ statusAt: () => ({ state: "Pending" }), signal: stop.signal });
  await clock.advance(10 * SECOND);
  stop.abort();
  expect(await ended).toEqual({
    kind: "cancelled",
    status: { state: "Pending" },
    unfinished:
      "the interconnect cni-1 is still Pending when the run was cancelled after 10s; run `pulumi up` again to go on waiting.",
  });
});

it("tells nobody to order a cross-connect for a Google port", async () => {
  const { unfinished } = await outcome({
    statusAt: () => ({ state: "Pending" }),
    type: "gcp_partner",
    timeout: MINUTE,
  });
  expect(unfinished).toContain("check the VLAN attachment in the Google Cloud console");
  expect(unfinished).not.toMatch(/LOA|fibres/);
});
