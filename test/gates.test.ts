/** Gates with conditions, slow deletions and Google ports on the real engine. See also waiting.test.ts. */
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
afterEach(() => testStack.startOver());
afterAll(() => testStack?.close());

const portInState = () => testStack.resource("port");

describe("a readiness gate with conditions", () => {
  const gated = (args: object): Declaration[] => [
    { type: "Interconnect", name: "port", args: { slotId } },
    { type: "InterconnectReady", name: "ready", args: { interconnect: "$port", ...args } },
    {
      type: "CniBgpSession",
      name: "session",
      args: { interconnect: "$port", magic: { conduitName: "ewr" } },
      options: { dependsOn: "$ready" },
    },
  ];
  const gate = async () => {
    const { resources } = await testStack.stack.state();
    return resources.find(({ urn }) => urn.endsWith(":InterconnectReady::ready"))?.outputs;
  };
  const sessions = async () => (await testStack.simulator.control.state()).cnis.length;
  const expectNoChanges = (args: object) =>
    testStack.stack.preview({ ...declare(...gated(args)), args: ["--expect-no-changes"] });

  it("stays closed while the link flaps, and opens after the link is up for `stableFor`", async () => {
    // Whenever a look finds it up, it is down three seconds later.
    await testStack.simulator.control.planNewPorts({
      repeatEvery: "2s",
      steps: [
        { after: "0s", state: "Healthy" },
        { after: "1s", state: "Unhealthy", reason: "light below -20 dBm" },
      ],
    });
    const shut = await testStack.stack.up({
      ...declare(...gated({ stableFor: "3s", timeout: "8s" })),
      expectExitCode: "any",
    });
    expect(shut.exitCode).not.toBe(0);
    expect(await gate()).toMatchObject({ ready: false });
    expect(await sessions()).toBe(0);

    const name = (await portInState())?.id ?? "";
    await testStack.simulator.control.plan(name, [{ after: "0s", state: "Healthy" }]);
    await testStack.stack.up(declare(...gated({ stableFor: "3s", timeout: "1m" })));
    expect(await gate()).toMatchObject({ ready: true });
    expect(await sessions()).toBe(1);
  });

  it('passes with a warning if onTimeout is "warn", and checks the link again in every up', async () => {
    const args = { timeout: "2s", onTimeout: "warn" };
    const passed = await testStack.stack.up(declare(...gated(args)));
    expect(passed.stdout).toMatch(
      /warning: Interconnect \S+ is still Pending after 2s of waiting for Healthy\. .* Because onTimeout is "warn", resources behind the gate continue without the link/,
    );
    expect(await gate()).toMatchObject({ ready: false, status: { state: "Pending" } });
    expect(await sessions()).toBe(1);

    const plan = await testStack.stack.previewJson(declare(...gated(args)));
    expect(plan.changeSummary).toEqual({ same: 3, update: 1 });
    await testStack.stack.up(declare(...gated(args)));
    await testStack.simulator.control.advance("14d");
    await testStack.stack.up(declare(...gated(args)));
    expect(await gate()).toMatchObject({ ready: true, status: { state: "Healthy" } });
    await expectNoChanges(args);
  });

  it("is checked again if its states change, and stays open if the link is in one of them", async () => {
    await testStack.stack.up(declare(...gated({ states: ["Pending", "Healthy"], timeout: "30s" })));
    await testStack.simulator.control.advance("14d");
    const args = { states: ["Healthy"], timeout: "30s" };
    const plan = await testStack.stack.previewJson(declare(...gated(args)));
    expect(plan.changeSummary).toEqual({ same: 3, update: 1 });
    await testStack.stack.up(declare(...gated(args)));
    expect(await gate()).toMatchObject({ ready: true, states: ["Healthy"] });
    await expectNoChanges(args);
  });
});

describe("a slow deletion", () => {
  it("of a session delays the deletion of its port", async () => {
    await testStack.stack.up(
      declare(
        { type: "Interconnect", name: "port", args: { slotId } },
        {
          type: "CniBgpSession",
          name: "session",
          args: { interconnect: "$port", magic: { conduitName: "ewr" } },
        },
      ),
    );
    await testStack.simulator.control.behave({ deletedAfter: "1m" });
    const waitedFor: string[] = [];
    const destroy = testStack.stack.start(["destroy", "--yes", "--skip-preview"], {
      onLine: (line) => {
        const [, what] =
          /(the (?:session|interconnect) \S+) was deleted but still exists/.exec(line) ?? [];
        if (what === undefined || waitedFor.includes(what)) return;
        waitedFor.push(what);
        void testStack.simulator.control.advance("1m");
      },
    });
    expect((await destroy.done).exitCode).toBe(0);
    expect(waitedFor).toEqual([
      expect.stringContaining("the session"),
      expect.stringContaining("the interconnect"),
    ]);
    const { interconnects, cnis } = await testStack.simulator.control.state();
    expect({ interconnects, cnis }).toEqual({ interconnects: [], cnis: [] });
  });
});

describe("a Google port", () => {
  const google = (args: object = {}): Declaration => ({
    type: "Interconnect",
    name: "port",
    args: {
      pairingKey: "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/2",
      bandwidth: "1G",
      timeout: "30s",
      ...args,
    },
  });

  it("waits without a gate, keeps its pairing key, and is replaced if its bandwidth changes", async () => {
    const up = testStack.stack.start(["up", "--yes", "--skip-preview"], {
      ...declare(google()),
      onLine: (line) => {
        if (line.includes("is Pending")) void testStack.simulator.control.advance("1h");
      },
    });
    expect((await up.done).exitCode).toBe(0);
    const outputs = (await portInState())?.outputs;
    expect(outputs).toMatchObject({
      type: "gcp_partner",
      region: "us-east4",
      speed: "1G",
      bandwidth: "1G",
      status: { state: "Healthy" },
    });
    await testStack.stack.preview({ ...declare(google()), args: ["--expect-no-changes"] });
    const plan = await testStack.stack.previewJson(declare(google({ bandwidth: "2G" })));
    const step = plan.steps.find(({ op }) => op === "replace");
    expect(step?.replaceReasons).toEqual(["bandwidth"]);
  });
});
