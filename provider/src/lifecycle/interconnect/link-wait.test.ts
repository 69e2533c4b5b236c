/** Tests progress lines, warnings and outcomes of waitForLink. */
import { setTimeout as sleep } from "node:timers/promises";
import { AccountApi } from "../../api/account";
import { ApiError } from "../../api/errors";
import type { LinkStatus } from "../../domain/objects";
import { Run } from "../../run/run";
import { FakeClock } from "../../testing/fake-clock";
import { openTestAccount } from "../../testing/test-account";
import { describeOutcome, type LinkOutcome, type LinkWait, waitForLink } from "./link-wait";

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

/** Creates an API with one port, whose status and listing depend on the time. */
function createApi(
  statusAt: (time: number) => Answer,
  listed: () => boolean,
  requestedPaths: string[],
): AccountApi {
  const port = { account: "a", name: "cni-1", type: "direct" };
  const notFound = (path: string) =>
    new ApiError({ kind: "not-found", method: "GET", path, status: 404, reason: "not found" });
  return new AccountApi(
    {
      async json({ path }, schema) {
        requestedPaths.push(path);
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

interface Scenario extends Partial<LinkWait> {
  statusAt: (time: number) => Answer;
  listed?: () => boolean;
  requestedPaths?: string[];
  signal?: AbortSignal;
}

/** Outcome of a wait and the message that describes it. */
interface WaitResult {
  kind: LinkOutcome["kind"];
  status: LinkStatus;
  unfinished: string | undefined;
}

async function wait({
  statusAt,
  listed = () => true,
  requestedPaths = [],
  signal,
  ...more
}: Scenario): Promise<WaitResult> {
  const context = {
    run: new Run({ clock, random: () => 0.5 }),
    api: createApi(statusAt, listed, requestedPaths),
    signal: signal ?? new AbortController().signal,
    progress: (line: string) => lines.push(line),
    inform: (line: string) => lines.push(line),
    warn: (line: string) => warnings.push(line),
  };
  const link = { name: "cni-1", states: ["Healthy"], timeout: 30 * MINUTE, ...more };
  const outcome = await waitForLink(context, link);
  const described = describeOutcome(outcome, link);
  const { kind, status } = outcome;
  return { kind, status, unfinished: described?.message };
}

async function outcome(scenario: Scenario, time = 31 * MINUTE): Promise<WaitResult> {
  const result = wait(scenario);
  await clock.advance(time);
  return result;
}

it("waitForLink shows only a few progress lines in half an hour, each with advice", async () => {
  const { kind, unfinished } = await outcome({ statusAt: () => ({ state: "Pending" }) });
  expect(lines.length).toBeLessThanOrEqual(10);
  expect(lines[0]).toMatch(
    /^cni-1 is Pending\. Waiting for Healthy for 0s, 30m left\. Order the cross-connect with the LOA.*swapping the RX and TX fibres\.$/,
  );
  expect(kind).toBe("timed-out");
  expect(unfinished).toMatch(/^Interconnect cni-1 is still Pending after 30m of waiting/);
});

it("waitForLink shows every status change with the reason from the API", async () => {
  const statusAt = (time: number): LinkStatus => {
    if (time < 60 * SECOND) return { state: "Down", reason: "no light" };
    if (time < 120 * SECOND) return { state: "Unhealthy", reason: "light at -24 dBm" };
    return { state: "Healthy" };
  };
  await outcome({ statusAt });
  expect(lines.find((line) => line.includes("Down (no light)."))).toMatch(/port on your side/);
  expect(lines.find((line) => line.includes("Unhealthy (light at -24 dBm)"))).toMatch(
    /optics and the patch panel\. A light level below -20 dBm/,
  );
  expect(lines.at(-1)).toMatch(/^cni-1 is Healthy after 2m/);
  expect(lines.length).toBeLessThan(10);
});

it("waitForLink waits through undocumented states and warns once for each of them", async () => {
  const statusAt = (time: number) => ({
    state: time < MINUTE ? "Provisioning" : time < 2 * MINUTE ? "Testing" : "Healthy",
  });
  expect((await outcome({ statusAt })).unfinished).toBeUndefined();
  expect(warnings).toEqual([
    expect.stringMatching(/^cni-1 is Provisioning, a state that Cloudflare does not document/),
    expect.stringMatching(/^cni-1 is Testing/),
  ]);
});

it("waitForLink shows how long a link has been up if `stableFor` is set", async () => {
  await outcome({ statusAt: () => ({ state: "Healthy" }), stableFor: MINUTE });
  expect(lines[0]).toBe(
    "cni-1 is Healthy. It must hold this state for 1m and has held it for 0s, 30m left.",
  );
  expect(lines.at(-1)).toBe("cni-1 is Healthy after 1m");
});

describe("waitForLink with a port that is not found", () => {
  const never: Answer = "not found";

  it("keeps waiting right after the order and requests only the status", async () => {
    const requestedPaths: string[] = [];
    const statusAt = (time: number): Answer => (time < MINUTE ? never : { state: "Healthy" });
    const listed = () => clock.now() >= MINUTE;
    const { unfinished } = await outcome({ statusAt, listed, isNewOrder: true, requestedPaths });
    expect(unfinished).toBeUndefined();
    expect(requestedPaths.filter((path) => !path.endsWith("/status"))).toEqual([]);
    expect(lines[0]).toContain("no status is reported yet");
  });

  it("reports that the port is not listed if this is still so minutes after the order", async () => {
    const result = wait({ statusAt: () => never, listed: () => false, isNewOrder: true });
    await clock.advance(7 * MINUTE);
    expect((await result).unfinished).toMatch(
      /was ordered but is not listed\. Look for it in the dashboard\. If it does not exist, run `pulumi refresh`/,
    );
    expect(clock.now()).toBe(7 * MINUTE);
  });

  it("reports that the port was deleted if the list confirms it", async () => {
    const statusAt = (time: number): Answer => (time < MINUTE ? { state: "Pending" } : never);
    const { kind, unfinished } = await outcome({ statusAt, listed: () => false }, 3 * MINUTE);
    expect(unfinished).toMatch(
      /was deleted outside Pulumi while the run waited for it\. Run `pulumi refresh`, then `pulumi up` to order it again\.$/,
    );
    expect(kind).toBe("deleted");
  });

  it("keeps waiting if the list still contains the port", async () => {
    const statusAt = (time: number): Answer => (time < MINUTE ? never : { state: "Healthy" });
    expect((await outcome({ statusAt })).unfinished).toBeUndefined();
  });
});

it("creating an Interconnect waits for a port that the API lists only some time after the order", async () => {
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

it("waitForLink returns at once when the run is cancelled, and reports the last status", async () => {
  const stop = new AbortController();
  const result = wait({ statusAt: () => ({ state: "Pending" }), signal: stop.signal });
  await clock.advance(10 * SECOND);
  stop.abort();
  expect(await result).toEqual({
    kind: "cancelled",
    status: { state: "Pending" },
    unfinished:
      "Interconnect cni-1 was still Pending when the run was cancelled after 10s. Run `pulumi up` again to continue waiting.",
  });
});

it("waitForLink does not advise a cross-connect for a Google port", async () => {
  const { unfinished } = await outcome({
    statusAt: () => ({ state: "Pending" }),
    type: "gcp_partner",
    timeout: MINUTE,
  });
  expect(unfinished).toContain("check the VLAN attachment's pairing key");
  expect(unfinished).not.toMatch(/LOA|fibres/);
});
