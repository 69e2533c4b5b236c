/**
 * Gates with conditions, slow deletions and Google ports, with the real engine. The tests of a `describe` are steps in order
 * on one stack. See also waiting.test.ts.
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

const portInState = () => testStack.resource("port");
const startOver = () => testStack.startOver();

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

describe("a readiness gate with stableFor", () => {
  afterAll(startOver);

  it("stays closed, and keeps its dependents from being created, while the link flaps", async () => {
    // The link is never Healthy for longer than a second.
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
  });

  it("opens once the link stays Healthy for the time in stableFor", async () => {
    const name = (await portInState())?.id ?? "";
    await testStack.simulator.control.plan(name, [{ after: "0s", state: "Healthy" }]);
    await testStack.stack.up(declare(...gated({ stableFor: "3s", timeout: "1m" })));
    expect(await gate()).toMatchObject({ ready: true });
    expect(await sessions()).toBe(1);
  });
});

describe('a readiness gate with onTimeout "warn"', () => {
  const args = { timeout: "2s", onTimeout: "warn" };
  afterAll(startOver);

  it("warns when its wait times out, and lets its dependents be created", async () => {
    const passed = await testStack.stack.up(declare(...gated(args)));
    expect(passed.stdout).toMatch(
      /warning: Interconnect \S+ is still Pending after 2s of waiting for Healthy\. .* Because onTimeout is "warn", resources behind the gate continue without the link/,
    );
    expect(await gate()).toMatchObject({ ready: false, status: { state: "Pending" } });
    expect(await sessions()).toBe(1);
  });

  it("plans to check the link again in the next up", async () => {
    const plan = await testStack.stack.previewJson(declare(...gated(args)));
    expect(plan.changeSummary).toEqual({ same: 3, update: 1 });
    await testStack.stack.up(declare(...gated(args)));
  });

  it("opens in the first up after the link is Healthy", async () => {
    await testStack.simulator.control.advance("14d");
    await testStack.stack.up(declare(...gated(args)));
    expect(await gate()).toMatchObject({ ready: true, status: { state: "Healthy" } });
  });

  it("has no changes after it has opened", () => expectNoChanges(args));
});

describe("a readiness gate whose states change", () => {
  const args = { states: ["Healthy"], timeout: "30s" };
  beforeAll(async () => {
    await testStack.stack.up(declare(...gated({ states: ["Pending", "Healthy"], timeout: "30s" })));
    await testStack.simulator.control.advance("14d");
  });
  afterAll(startOver);

  it("plans to check the link again", async () => {
    const plan = await testStack.stack.previewJson(declare(...gated(args)));
    expect(plan.changeSummary).toEqual({ same: 3, update: 1 });
  });

  it("stays open if the link is in one of the new states", async () => {
    await testStack.stack.up(declare(...gated(args)));
    expect(await gate()).toMatchObject({ ready: true, states: ["Healthy"] });
  });

  it("has no changes after the check", () => expectNoChanges(args));
});

describe("a destroy with slow deletions", () => {
  afterAll(startOver);

  it("deletes a port only after its session no longer exists", async () => {
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

  afterAll(startOver);

  it("waits for its link without a gate", async () => {
    const up = testStack.stack.start(["up", "--yes", "--skip-preview"], {
      ...declare(google()),
      onLine: (line) => {
        if (line.includes("is Pending")) void testStack.simulator.control.advance("1h");
      },
    });
    expect((await up.done).exitCode).toBe(0);
    expect((await portInState())?.outputs).toMatchObject({
      type: "gcp_partner",
      region: "us-east4",
      speed: "1G",
      bandwidth: "1G",
      status: { state: "Healthy" },
    });
  });

  it("has no changes, although the API does not return its pairing key", () =>
    testStack.stack.preview({ ...declare(google()), args: ["--expect-no-changes"] }));

  it("plans a replacement if its bandwidth changes", async () => {
    const plan = await testStack.stack.previewJson(declare(google({ bandwidth: "2G" })));
    const step = plan.steps.find(({ op }) => op === "replace");
    expect(step?.replaceReasons).toEqual(["bandwidth"]);
  });
});
