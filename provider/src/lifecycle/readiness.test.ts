/** A gate: waiting is honest, ends with a reason and the way on, and goes on at the next run. */
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

it("is open at once where the link is up", async () => {
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

it("opens at any of the states that are asked for", async () => {
  await report("Unhealthy", "low light");
  const states = ["Healthy", "Unhealthy"];
  const state = await (await plugin()).create({ interconnect, states, ...SHORT });
  expect(state.outputs).toMatchObject({ status: { state: "Unhealthy", reason: "low light" } });
});

it.each<[string, string | undefined, RegExp]>([
  ["Pending", undefined, /is still Pending after .*: order the cross-connect with the LOA/],
  ["Unhealthy", "low light", /is still Unhealthy \(low light\) after .*: check the optics/],
  ["Down", "no light", /is still Down \(no light\) after .*: check the port on your side/],
  ["Provisioning", undefined, /is still Provisioning after \S+ of waiting for Healthy; run/],
])("says what to do about %s, and goes on next time", async (state, reason, message) => {
  await report(state, reason);
  const gate = await plugin();
  const failed = await unfinished(gate.create({ interconnect, ...SHORT }));
  expect(failed.id).toBe(interconnect);
  expect(failed.reasons).toEqual([expect.stringMatching(message)]);
  expect(failed.reasons[0]).toMatch(/; run `pulumi up` again to go on waiting\.$/);
  expect(failed.properties).toMatchObject({ ready: false, status: { state } });

  expect(await gate.diff(failed, { interconnect })).toMatchObject({ changes: true, replaces: [] });
  await report("Healthy");
  const opened = await gate.update(failed, { interconnect });
  expect(await gate.diff(opened, { interconnect })).toMatchObject({ changes: false });
});

it("goes on after a refresh too", async () => {
  const gate = await plugin();
  const refreshed = await gate.refresh(await unfinished(gate.create({ interconnect, ...SHORT })));
  expect(refreshed && (await gate.diff(refreshed, { interconnect }))).toMatchObject({
    changes: true,
  });
});

it("stays open when the link goes down later, and shows it", async () => {
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

it("is gone with its port", async () => {
  await report("Healthy");
  const gate = await plugin();
  const state = await gate.create({ interconnect });
  await testAccount.simulator.control.deleteInterconnect(interconnect);
  expect(await gate.refresh(state)).toBeUndefined();
});

it("says so where the port goes while it is waited for", async () => {
  await testAccount.simulator.control.deleteInterconnect(interconnect);
  const { reasons } = await unfinished((await plugin()).create({ interconnect, ...SHORT }));
  expect(reasons[0]).toContain("run `pulumi refresh`");
});

it("says what went wrong where waiting is of no use", async () => {
  const path = "status$";
  await testAccount.simulator.control.addFault({ path, respond: { status: 404 }, times: 1 });
  await testAccount.simulator.control.addFault({
    path,
    respond: { status: 400, body: "no" },
    times: 1,
  });
  const { reasons } = await unfinished((await plugin()).create({ interconnect, timeout: "1m" }));
  expect(reasons[0]).toMatch(/could not be waited for: GET .* 400 .*; run `pulumi up` again/);
});

it("is nothing at the API when it is deleted", async () => {
  await report("Healthy");
  const gate = await plugin();
  await gate.delete(await gate.create({ interconnect }));
  expect(await testAccount.countRequests("DELETE")).toBe(0);
});

describe("another port", () => {
  it.each([
    ["known", { interconnect: "cni-other" }, ["interconnect"]],
    ["not known, of a resource", { interconnect: UNKNOWN, __linked: true }, ["interconnect"]],
    ["not known, of who knows what", { interconnect: UNKNOWN }, []],
  ])("is a replacement where it is certain: %s", async (_what, declared, replaces) => {
    await report("Healthy");
    const gate = await plugin();
    const state = await gate.create({ interconnect });
    expect(await gate.diff(state, declared)).toMatchObject({ changes: true, replaces });
  });
});

describe("what opens it, changed on an open gate", () => {
  const open = async () => {
    await report("Healthy");
    return (await plugin()).create({ interconnect, states: ["Healthy", "Down"] });
  };

  it.each<[string, Record<string, unknown>, boolean]>([
    ["the same", { states: ["Healthy", "Down"] }, false],
    ["the same in another order", { states: ["Down", "Healthy"] }, false],
    ["another time to wait", { states: ["Healthy", "Down"], timeout: "1h" }, false],
    ["another way out", { states: ["Healthy", "Down"], onTimeout: "warn" }, false],
    ["no stableFor, said", { states: ["Healthy", "Down"], stableFor: "0m" }, false],
    ["other states", { states: ["Healthy"] }, true],
    ["stableFor", { states: ["Healthy", "Down"], stableFor: "1s" }, true],
    ["states that are not known yet", { states: UNKNOWN }, true],
    ["a state that is not known yet", { states: ["Healthy", UNKNOWN] }, true],
  ])("%s", async (_what, declared, changes) => {
    const difference = await (await plugin()).diff(await open(), { interconnect, ...declared });
    expect(difference).toMatchObject({ changes, replaces: [] });
  });

  it("is no change for a gate from before there was a stableFor", async () => {
    const { outputs, ...gate } = await open();
    const { stableFor, onTimeout, ready, ...before } = outputs;
    const declared = { interconnect, states: ["Healthy", "Down"] };
    const difference = await (await plugin()).diff({ ...gate, outputs: before }, declared);
    expect(difference).toMatchObject({ changes: false });
  });

  it('shows no change for a state with onTimeout "fail", as version 0.1.0 wrote it, and refreshes it', async () => {
    const { outputs, ...gate } = await open();
    const old = { ...gate, outputs: { ...outputs, onTimeout: "fail" } };
    const declared = { interconnect, states: ["Healthy", "Down"] };
    expect(await (await plugin()).diff(old, declared)).toMatchObject({ changes: false });
    const refreshed = await (await plugin()).refresh(old);
    expect(refreshed && (await (await plugin()).diff(refreshed, declared))).toMatchObject({
      changes: false,
    });
  });

  it('updates a state with onTimeout "fail" like one with "error"', async () => {
    const { outputs, ...gate } = await open();
    const old = { ...gate, outputs: { ...outputs, onTimeout: "fail" } };
    const state = await (await plugin()).update(old, { interconnect, ...SHORT });
    expect(state.outputs).toMatchObject({ ready: true, onTimeout: "error" });
  });

  it("waits for nothing where the link is as asked for now", async () => {
    const gate = await plugin();
    const state = await gate.update(await open(), { interconnect, ...SHORT });
    expect(state.outputs).toMatchObject({ ready: true, states: ["Healthy"] });
  });

  it("is shut again where the link is not", async () => {
    const state = await open();
    await report("Down");
    const gate = await plugin();
    const failed = await unfinished(gate.update(state, { interconnect, ...SHORT }));
    expect(failed.properties).toMatchObject({ ready: false, states: ["Healthy"] });
    expect(await gate.diff(failed, { interconnect })).toMatchObject({ changes: true });
  });
});

describe("stableFor", () => {
  const stable = { stableFor: "1s" };

  it("opens when the link has stayed up", async () => {
    await report("Healthy");
    const start = Date.now();
    const state = await (await plugin()).create({ interconnect, ...stable, timeout: "20s" });
    expect(Date.now() - start).toBeGreaterThanOrEqual(990);
    expect(state.outputs).toMatchObject({ ready: true, stableFor: "1s" });
  });

  it("says how long it has been up where time is over", async () => {
    await testAccount.simulator.control.plan(interconnect, [
      { after: "0s", state: "Pending" },
      { after: "1500ms", state: "Healthy" },
    ]);
    const declared = { interconnect, stableFor: "2s", timeout: "3s" };
    const { reasons } = await unfinished((await plugin()).create(declared));
    expect(reasons[0]).toMatch(
      /is still Healthy after 3s of waiting for Healthy, which it has been for \ds and has to be for 2s without interruption; run `pulumi up`/,
    );
  });
});

describe('onTimeout "warn"', () => {
  const warn = { onTimeout: "warn", ...SHORT };

  it("lets through what depends on it, and says that the link is not there", async () => {
    const state = await (await plugin()).create({ interconnect, ...warn });
    expect(state.outputs).toMatchObject({ ready: false, status: { state: "Pending" } });
  });

  it("looks again at the next run, without waiting, until the link is there", async () => {
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

  it("waits anew where another time is given", async () => {
    const gate = await plugin();
    const passed = await gate.create({ interconnect, ...warn });
    const start = Date.now();
    await gate.update(passed, { interconnect, ...warn, timeout: "500ms" });
    expect(Date.now() - start).toBeGreaterThanOrEqual(490);
  });

  it("still fails where time would not help", async () => {
    await testAccount.simulator.control.deleteInterconnect(interconnect);
    const { reasons } = await unfinished((await plugin()).create({ interconnect, ...warn }));
    expect(reasons[0]).toContain("does not exist in this account");
  });
});

describe("what cannot be meant", () => {
  it.each<[Record<string, unknown>, RegExp]>([
    [{ stableFor: "soon" }, /^stableFor "soon" is not valid: it must be a length of time such as/],
    [{ stableFor: 5 }, /^stableFor 5 is not valid/],
    [{ onTimeout: "ignore" }, /^onTimeout "ignore" is not valid: it must be "error" or "warn"$/],
    [{ onTimeout: "fail" }, /^onTimeout "fail" is not valid: it must be "error" or "warn"$/],
    [{ stableFor: "1h" }, /^stableFor "1h" is not shorter than timeout "30m".*longer timeout$/],
  ])("%j", async (declared, problem) => {
    const problems = await (await plugin()).problems({ interconnect, ...declared });
    expect(problems).toEqual([expect.stringMatching(problem)]);
  });
});
