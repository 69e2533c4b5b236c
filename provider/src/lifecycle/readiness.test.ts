/**
 * Tests the lifecycle of an InterconnectReady. The gate waits for the link, explains why a wait ended, and continues in
 * the next run.
 */
import { unfinished } from "../testing/engine";
import { openTestAccount, type TestAccount } from "../testing/test-account";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SHORT = { timeout: "50ms" };

let testAccount: TestAccount;
let interconnect: string;

beforeAll(async () => {
  testAccount = await openTestAccount();
});
beforeEach(async () => {
  await testAccount.simulator.control.reset();
  const [slotId] = await testAccount.freeSlots();
  interconnect = (await (await testAccount.plugin("Interconnect")).create({ slotId })).id;
});
afterAll(() => testAccount.close());

const plugin = () => testAccount.plugin("InterconnectReady");
const report = (state: string, reason?: string) =>
  testAccount.simulator.control.plan(interconnect, [{ after: "0s", state, reason }]);

it("an InterconnectReady opens at once if the link is Healthy", async () => {
  await report("Healthy");
  const state = await (await plugin()).create({ interconnect });
  expect(state).toMatchObject({
    id: interconnect,
    outputs: {
      interconnect,
      ready: true,
      status: { state: "Healthy" },
      states: ["Healthy"],
      stableFor: "0s",
      timeout: "30m",
      onTimeout: "error",
    },
  });
});

it("an InterconnectReady opens when the link reports any of the declared states", async () => {
  await report("Unhealthy", "low light");
  const states = ["Healthy", "Unhealthy"];
  const state = await (await plugin()).create({ interconnect, states, ...SHORT });
  expect(state.outputs).toMatchObject({ status: { state: "Unhealthy", reason: "low light" } });
});

it.each<[string, string | undefined, RegExp]>([
  ["Pending", undefined, /is still Pending after .*\. Order the cross-connect with the LOA/],
  ["Unhealthy", "low light", /is still Unhealthy \(low light\) after .*\. Check the optics/],
  ["Down", "no light", /is still Down \(no light\) after .*\. Check the port on your side/],
  ["Provisioning", undefined, /is still Provisioning after \S+ of waiting for Healthy\. Run/],
])(
  "an InterconnectReady gives advice about %s, and continues to wait in the next update",
  async (state, reason, message) => {
    await report(state, reason);
    const gate = await plugin();
    const failed = await unfinished(gate.create({ interconnect, ...SHORT }));
    expect(failed.id).toBe(interconnect);
    expect(failed.reasons).toEqual([expect.stringMatching(message)]);
    expect(failed.reasons[0]).toMatch(/\. Run `pulumi up` again to continue waiting\.$/);
    expect(failed.properties).toMatchObject({ ready: false, status: { state } });

    expect(await gate.diff(failed, { interconnect })).toMatchObject({
      changes: true,
      replaces: [],
    });
    await report("Healthy");
    const opened = await gate.update(failed, { interconnect });
    expect(await gate.diff(opened, { interconnect })).toMatchObject({ changes: false });
  },
);

it("an InterconnectReady continues an unfinished wait after a refresh", async () => {
  const gate = await plugin();
  const refreshed = await gate.refresh(await unfinished(gate.create({ interconnect, ...SHORT })));
  expect(refreshed && (await gate.diff(refreshed, { interconnect }))).toMatchObject({
    changes: true,
  });
});

it("an InterconnectReady stays open and shows the status if the link goes down later", async () => {
  await report("Healthy");
  const gate = await plugin();
  const state = await gate.create({ interconnect });
  await report("Down", "power");
  const refreshed = await gate.refresh(state);
  expect(refreshed?.outputs).toMatchObject({ status: { state: "Down", reason: "power" } });
  expect(refreshed && (await gate.diff(refreshed, { interconnect }))).toMatchObject({
    changes: false,
  });
});

it("refreshing an InterconnectReady removes it from the state if its interconnect was deleted", async () => {
  await report("Healthy");
  const gate = await plugin();
  const state = await gate.create({ interconnect });
  await testAccount.simulator.control.deleteInterconnect(interconnect);
  expect(await gate.refresh(state)).toBeUndefined();
});

it("an InterconnectReady advises `pulumi refresh` if its interconnect was deleted", async () => {
  await testAccount.simulator.control.deleteInterconnect(interconnect);
  const { reasons } = await unfinished((await plugin()).create({ interconnect, ...SHORT }));
  expect(reasons[0]).toContain("Run `pulumi refresh`");
});

it("an InterconnectReady reports an error that ends the wait", async () => {
  const path = "status$";
  await testAccount.simulator.control.addFault({ path, respond: { status: 404 }, times: 1 });
  await testAccount.simulator.control.addFault({
    path,
    respond: { status: 400, body: "no" },
    times: 1,
  });
  const { reasons } = await unfinished((await plugin()).create({ interconnect, timeout: "1m" }));
  expect(reasons[0]).toMatch(
    /^Waiting for interconnect \S+ failed: GET .* 400 .*\. Run `pulumi up` again/,
  );
});

it("deleting an InterconnectReady sends no request", async () => {
  await report("Healthy");
  const gate = await plugin();
  await gate.delete(await gate.create({ interconnect }));
  expect(await testAccount.countRequests("DELETE")).toBe(0);
});

describe("InterconnectReady diff", () => {
  it.each([
    ["the ID is known", { interconnect: "cni-other" }, ["interconnect"]],
    [
      "the ID is unknown and comes from a resource",
      { interconnect: UNKNOWN, __linked: true },
      ["interconnect"],
    ],
    ["the ID is an unknown string", { interconnect: UNKNOWN }, []],
  ])(
    "an InterconnectReady that refers to another interconnect is replaced only if the interconnect is certain to differ: %s",
    async (_condition, declared, replaces) => {
      await report("Healthy");
      const gate = await plugin();
      const state = await gate.create({ interconnect });
      expect(await gate.diff(state, declared)).toMatchObject({ changes: true, replaces });
    },
  );
});

describe("InterconnectReady conditions", () => {
  const open = async () => {
    await report("Healthy");
    return (await plugin()).create({ interconnect, states: ["Healthy", "Down"] });
  };

  it.each<[string, Record<string, unknown>, boolean]>([
    ["the states stay the same", { states: ["Healthy", "Down"] }, false],
    ["the states have another order", { states: ["Down", "Healthy"] }, false],
    ["the timeout changes", { states: ["Healthy", "Down"], timeout: "1h" }, false],
    ["onTimeout changes", { states: ["Healthy", "Down"], onTimeout: "warn" }, false],
    ["stableFor is set to zero", { states: ["Healthy", "Down"], stableFor: "0m" }, false],
    ["the states change", { states: ["Healthy"] }, true],
    ["stableFor is set", { states: ["Healthy", "Down"], stableFor: "1s" }, true],
    ["the states are unknown", { states: UNKNOWN }, true],
    ["one state is unknown", { states: ["Healthy", UNKNOWN] }, true],
  ])(
    "an open gate checks the link again only if its condition changes: %s",
    async (_change, declared, changes) => {
      const difference = await (await plugin()).diff(await open(), { interconnect, ...declared });
      expect(difference).toMatchObject({ changes, replaces: [] });
    },
  );

  it("a gate is unchanged if its state comes from an older version without stableFor", async () => {
    const { outputs, ...gate } = await open();
    const { stableFor, onTimeout, ready, ...before } = outputs;
    const declared = { interconnect, states: ["Healthy", "Down"] };
    const difference = await (await plugin()).diff({ ...gate, outputs: before }, declared);
    expect(difference).toMatchObject({ changes: false });
  });

  it("an open gate is updated without waiting if the link meets the new condition", async () => {
    const gate = await plugin();
    const state = await gate.update(await open(), { interconnect, ...SHORT });
    expect(state.outputs).toMatchObject({ ready: true, states: ["Healthy"] });
  });

  it("an open gate closes if the link does not meet the new condition", async () => {
    const state = await open();
    await report("Down");
    const gate = await plugin();
    const failed = await unfinished(gate.update(state, { interconnect, ...SHORT }));
    expect(failed.properties).toMatchObject({ ready: false, states: ["Healthy"] });
    expect(await gate.diff(failed, { interconnect })).toMatchObject({ changes: true });
  });
});

describe("InterconnectReady stableFor", () => {
  const stable = { stableFor: "1s" };

  it("a gate with stableFor opens once the link has stayed up for that time", async () => {
    await report("Healthy");
    const start = Date.now();
    const state = await (await plugin()).create({ interconnect, ...stable, timeout: "20s" });
    expect(Date.now() - start).toBeGreaterThanOrEqual(990);
    expect(state.outputs).toMatchObject({ ready: true, stableFor: "1s" });
  });

  it("a gate with stableFor reports how long the link has been up if the wait times out", async () => {
    await testAccount.simulator.control.plan(interconnect, [
      { after: "0s", state: "Pending" },
      { after: "1500ms", state: "Healthy" },
    ]);
    const declared = { interconnect, stableFor: "2s", timeout: "3s" };
    const { reasons } = await unfinished((await plugin()).create(declared));
    expect(reasons[0]).toMatch(
      /is still Healthy after 3s of waiting for Healthy\. It must hold this state for 2s without interruption and has held it for \ds\. Run `pulumi up`/,
    );
  });
});

describe("InterconnectReady onTimeout", () => {
  const warn = { onTimeout: "warn", ...SHORT };

  it('a gate with onTimeout "warn" lets the run continue with `ready: false` after a timeout', async () => {
    const state = await (await plugin()).create({ interconnect, ...warn });
    expect(state.outputs).toMatchObject({ ready: false, status: { state: "Pending" } });
  });

  it('a gate with onTimeout "warn" checks the link once in each later run, without waiting, until the link is up', async () => {
    const gate = await plugin();
    const declared = { interconnect, ...warn, timeout: "1s" };
    const passed = await gate.create(declared);
    expect(await gate.diff(passed, declared)).toMatchObject({ changes: true, replaces: [] });
    const start = Date.now();
    const again = await gate.update(passed, declared);
    expect(Date.now() - start).toBeLessThan(900);
    expect(again.outputs).toMatchObject({ ready: false });

    await report("Healthy");
    const opened = await gate.update(again, declared);
    expect(opened.outputs).toMatchObject({ ready: true });
    expect(await gate.diff(opened, declared)).toMatchObject({ changes: false });
  });

  it('a gate with onTimeout "warn" waits again if the timeout changes', async () => {
    const gate = await plugin();
    const passed = await gate.create({ interconnect, ...warn });
    const start = Date.now();
    await gate.update(passed, { interconnect, ...warn, timeout: "500ms" });
    expect(Date.now() - start).toBeGreaterThanOrEqual(490);
  });

  it('a gate with onTimeout "warn" fails if the interconnect does not exist', async () => {
    await testAccount.simulator.control.deleteInterconnect(interconnect);
    const { reasons } = await unfinished((await plugin()).create({ interconnect, ...warn }));
    expect(reasons[0]).toContain("was not found in this account");
  });
});

describe("checking the inputs of an InterconnectReady", () => {
  it.each<[Record<string, unknown>, RegExp]>([
    [{ stableFor: "soon" }, /^stableFor "soon" is not valid: it must be a duration such as/],
    [{ stableFor: 5 }, /^stableFor 5 is not valid/],
    [{ onTimeout: "ignore" }, /^onTimeout "ignore" is not valid: it must be "error" or "warn"\.$/],
    [{ stableFor: "1h" }, /^stableFor "1h" must be shorter than timeout "30m".*longer timeout\.$/],
  ])("refuses %j", async (declared, problem) => {
    const problems = await (await plugin()).problems({ interconnect, ...declared });
    expect(problems).toEqual([expect.stringMatching(problem)]);
  });
});
