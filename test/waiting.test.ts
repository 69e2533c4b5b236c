/**
 * Waits for links with the real engine: how they end, and how the next up continues them. The tests of a `describe` are
 * steps in order on one stack.
 */
import {
  DECLARED_BY_ENVIRONMENT,
  type Declaration,
  declare,
  firstFreeSlot,
  TestStack,
} from "./support/test-stack";

let testStack: TestStack;
let slotId: string;
beforeAll(async () => {
  slotId = await firstFreeSlot();
  testStack = await TestStack.open({ program: DECLARED_BY_ENVIRONMENT });
});
afterAll(() => testStack?.close());

const waitingPort = (timeout: string): Declaration => ({
  type: "Interconnect",
  name: "port",
  args: { slotId, waitFor: "healthy", timeout },
});

/** Starts an `up` that waits for a port. `seen` resolves when the engine first reports the port as Pending. */
function waitingUp() {
  let told: () => void = () => {};
  const seen = new Promise<void>((resolve) => {
    told = resolve;
  });
  const up = testStack.stack.start(["up", "--yes", "--skip-preview"], {
    ...declare(waitingPort("10m")),
    onLine: (line) => {
      if (line.includes("is Pending")) told();
    },
  });
  return { up, seen };
}

const portInState = () => testStack.resource("port");
const startOver = () => testStack.startOver();

describe("a wait that times out", () => {
  let kept: Awaited<ReturnType<typeof portInState>>;
  afterAll(startOver);

  it("fails with advice and keeps the port in the state", async () => {
    const { stdout, exitCode } = await testStack.stack.up({
      ...declare(waitingPort("3s")),
      expectExitCode: "any",
    });
    expect(exitCode).not.toBe(0);
    expect(stdout).toMatch(
      /Interconnect (\S+) is still Pending after \ds of waiting for Healthy\. Order the cross-connect with the LOA.*\. Run `pulumi up` again to continue waiting\./,
    );
    kept = await portInState();
    expect(kept?.outputs?.status).toEqual({ state: "Pending" });
    expect(kept?.initErrors).toHaveLength(1);
  });

  it("is planned again by the next preview, even after a refresh", async () => {
    // A refresh clears the engine's record of the failure, but not the provider's.
    await testStack.stack.refresh();
    const plan = await testStack.stack.previewJson(declare(waitingPort("3s")));
    expect(plan.changeSummary).toEqual({ same: 1, update: 1 });
  });

  it("continues in the next up, which orders no other port", async () => {
    await testStack.simulator.control.advance("14d");
    await testStack.stack.up(declare(waitingPort("30s")));
    const { interconnects } = await testStack.simulator.control.state();
    expect(interconnects.map(({ name }) => name)).toEqual([kept?.id]);
    expect((await portInState())?.outputs?.status).toEqual({ state: "Healthy" });
    expect(await testStack.writes()).toEqual(["POST"]);
  });

  it("leaves no changes once the link is Healthy", () =>
    testStack.stack.preview({
      ...declare(waitingPort("30s")),
      args: ["--expect-no-changes"],
    }));
});

describe("a wait that is cancelled with Ctrl-C", () => {
  let kept: Awaited<ReturnType<typeof portInState>>;
  afterAll(startOver);

  it("ends at once and keeps the port in the state", async () => {
    const { up, seen } = waitingUp();
    await seen;
    const cancelled = Date.now();
    up.kill("SIGINT");
    const { stdout, exitCode } = await up.done;
    expect(exitCode).not.toBe(0);
    expect(Date.now() - cancelled).toBeLessThan(20_000);
    expect(stdout).toMatch(
      /was still Pending when the run was cancelled after \d+s\. Run `pulumi up`/,
    );
    kept = await portInState();
    expect(kept?.id).toMatch(/^cni-/);
  });

  it("continues in the next up, which orders no other port", async () => {
    await testStack.simulator.control.advance("14d");
    await testStack.stack.up(declare(waitingPort("30s")));
    expect((await testStack.simulator.control.state()).interconnects).toHaveLength(1);
    expect((await portInState())?.id).toBe(kept?.id);
  });
});

describe("a wait for a port that is deleted in the dashboard", () => {
  afterAll(startOver);

  it("ends and reports the deletion", async () => {
    // Before the first check, a missing port could also be an order that the API does not list yet.
    const { up, seen } = waitingUp();
    await seen;
    const [port] = (await testStack.simulator.control.state()).interconnects;
    const name = String(port?.name);
    await testStack.simulator.control.deleteInterconnect(name);
    const { stdout } = await up.done;
    expect(stdout).toContain(`${name} was deleted outside Pulumi while the run waited for it.`);
  });

  it("leaves no port in the state after a refresh", async () => {
    await testStack.stack.refresh();
    expect(await portInState()).toBeUndefined();
  });
});

describe("a readiness gate", () => {
  const gated = (timeout: string): Declaration[] => [
    { type: "Interconnect", name: "port", args: { slotId } },
    { type: "InterconnectReady", name: "ready", args: { interconnect: "$port", timeout } },
    {
      type: "CniBgpSession",
      name: "session",
      args: { interconnect: "$port", magic: { conduitName: "ewr" } },
      options: { dependsOn: "$ready" },
    },
  ];
  afterAll(startOver);

  it("fails when its wait times out, and keeps its dependents from being created", async () => {
    const shut = await testStack.stack.up({ ...declare(...gated("2s")), expectExitCode: "any" });
    expect(shut.exitCode).not.toBe(0);
    expect((await testStack.simulator.control.state()).cnis).toEqual([]);
  });

  it("opens once the link is Healthy, and lets its dependents be created", async () => {
    await testStack.simulator.control.advance("14d");
    await testStack.stack.up(declare(...gated("30s")));
    expect((await testStack.simulator.control.state()).cnis).toHaveLength(1);
  });

  it("stays open after the link goes down", async () => {
    await testStack.simulator.control.beginOutage({});
    await testStack.stack.refresh();
    await testStack.stack.preview({ ...declare(...gated("30s")), args: ["--expect-no-changes"] });
  });
});
