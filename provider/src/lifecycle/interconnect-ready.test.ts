/** A gate: waiting is honest, ends with a reason and the way on, and goes on at the next run. */
import { unfinished } from "../testing/engine";
import { type Lab, openLab } from "../testing/lab";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SHORT = { timeout: "50ms" };

let lab: Lab;
let interconnect: string;

beforeAll(async () => {
  lab = await openLab();
});
beforeEach(async () => {
  await lab.simulator.control.reset();
  const [slotId] = await lab.slots();
  interconnect = (await (await lab.plugin("Interconnect")).create({ slotId })).id;
});
afterAll(() => lab.close());

const plugin = () => lab.plugin("InterconnectReady");
const report = (state: string, reason?: string) =>
  lab.simulator.control.plan(interconnect, [{ after: "0s", state, reason }]);

it("is open at once where the link is up", async () => {
  await report("Healthy");
  const state = await (await plugin()).create({ interconnect });
  expect(state).toMatchObject({
    id: interconnect,
    outputs: { interconnect, status: { state: "Healthy" }, states: ["Healthy"], timeout: "30m" },
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
  expect(failed.properties).toMatchObject({ status: { state } });

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
  await lab.simulator.control.deleteInterconnect(interconnect);
  expect(await gate.refresh(state)).toBeUndefined();
});

it("says so where the port goes while it is waited for", async () => {
  await lab.simulator.control.deleteInterconnect(interconnect);
  const { reasons } = await unfinished((await plugin()).create({ interconnect, ...SHORT }));
  expect(reasons[0]).toContain("run `pulumi refresh`");
});

it("says what went wrong where waiting is of no use", async () => {
  const path = "status$";
  await lab.simulator.control.addFault({ path, respond: { status: 404 }, times: 1 });
  await lab.simulator.control.addFault({ path, respond: { status: 400, body: "no" }, times: 1 });
  const { reasons } = await unfinished((await plugin()).create({ interconnect, ...SHORT }));
  expect(reasons[0]).toMatch(/could not be waited for: GET .* 400 .*; run `pulumi up` again/);
});

it("is nothing at the API when it is deleted", async () => {
  await report("Healthy");
  const gate = await plugin();
  await gate.delete(await gate.create({ interconnect }));
  expect(await lab.sent("DELETE")).toBe(0);
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
