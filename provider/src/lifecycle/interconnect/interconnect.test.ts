/** Tests the lifecycle of an Interconnect through the calls that the engine makes. */
import { secret } from "../../run/property-values";
import { PROVIDER_TEXT, rejection, type State, unfinished } from "../../testing/engine";
import { openTestAccount, type TestAccount } from "../../testing/test-account";

const KEY = "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/2";

let testAccount: TestAccount;
beforeAll(async () => {
  testAccount = await openTestAccount();
});
beforeEach(() => testAccount.simulator.control.reset());
afterAll(() => testAccount.close());

const plugin = () => testAccount.plugin("Interconnect");

async function orderPort(declared: Record<string, unknown> = {}): Promise<State> {
  const [slotId] = await testAccount.freeSlots();
  return (await plugin()).create({ slotId, ...declared });
}

async function isThere(name: string): Promise<boolean> {
  const { interconnects } = await testAccount.simulator.control.state();
  return interconnects.some((port) => port.name === name);
}

describe("creating an Interconnect", () => {
  it("orders a direct port and returns its outputs", async () => {
    const { id, outputs } = await orderPort();
    expect(outputs).toMatchObject({
      __provider: PROVIDER_TEXT,
      __schema: expect.any(Number),
      accountId: testAccount.simulator.accountId,
      name: id,
      type: "direct",
      slotId: expect.any(String),
      speed: "10G",
      site: expect.any(String),
      facility: { name: expect.any(String), address: expect.any(Array) },
      device: expect.any(String),
      virtualPortReservationId: expect.any(String),
      owner: expect.any(String),
      status: { state: "Pending" },
    });
    expect(await isThere(id)).toBe(true);
  });

  it("does not wait for the cross-connect of a direct port", async () => {
    const start = Date.now();
    await orderPort();
    expect(Date.now() - start).toBeLessThan(1_500);
  });

  it("orders a Google port and keeps the pairing key, which the API does not return", async () => {
    const declared = { pairingKey: KEY, bandwidth: "2G", waitFor: "ordered" };
    const { outputs } = await (await plugin()).create(declared);
    expect(outputs).toMatchObject({
      type: "gcp_partner",
      region: "us-east4",
      pairingKey: secret(KEY),
      bandwidth: "2G",
      speed: "2G",
    });
    expect(outputs).not.toHaveProperty("slotId");
  });

  it("keeps a port in the state and gives advice if the link is not up before the timeout", async () => {
    const [slotId] = await testAccount.freeSlots();
    const declared = { slotId, waitFor: "healthy", timeout: "50ms" };
    const failure = await unfinished((await plugin()).create(declared));
    expect(await isThere(failure.id)).toBe(true);
    expect(failure.properties).toMatchObject({
      __provider: PROVIDER_TEXT,
      name: failure.id,
      slotId,
      status: { state: "Pending" },
    });
    expect(failure.reasons).toEqual([
      expect.stringMatching(
        /is still Pending after .* of waiting for Healthy\. Order the cross-connect with the LOA.*\. Run `pulumi up` again to continue waiting\.$/,
      ),
    ]);
  });

  it("does not report a link state if the status cannot be read", async () => {
    const fault = {
      method: "GET",
      path: "status$",
      respond: { status: 501, body: "out of order" },
    };
    await testAccount.simulator.control.addFault({ ...fault, times: 99 });
    const [slotId] = await testAccount.freeSlots();
    const declared = { slotId, waitFor: "healthy", timeout: "50ms" };
    const { reasons } = await unfinished((await plugin()).create(declared));
    expect(reasons[0]).toContain("could not be checked");
    expect(reasons[0]).toContain("out of order");
    expect(reasons[0]).not.toContain("is still");
  });

  it("keeps the declared spelling of a value", async () => {
    const [slotId] = await testAccount.freeSlots();
    const answer = {
      account: testAccount.simulator.accountId,
      name: "cni-1",
      type: "Direct",
      slot_id: slotId,
      speed: "10000",
    };
    await testAccount.simulator.control.addFault({
      method: "POST",
      respond: { status: 200, body: answer },
    });
    await testAccount.simulator.control.addFault({
      path: "cni-1/status$",
      respond: { status: 200, body: { state: "Healthy" } },
    });
    const port = await plugin();
    const declared = { slotId, speed: "10G" };
    const state = await port.create(declared);
    expect(await port.diff(state, declared)).toMatchObject({ changes: false });
  });
});

describe("updating an Interconnect", () => {
  it("continues the wait that create did not finish", async () => {
    const [slotId] = await testAccount.freeSlots();
    const declared = { slotId, waitFor: "healthy", timeout: "50ms" };
    const port = await plugin();
    const failed = await unfinished(port.create(declared));
    expect(await port.diff(failed, declared)).toMatchObject({ changes: true, replaces: [] });

    await testAccount.simulator.control.advance("14d");
    const state = await port.update(failed, declared);
    expect(state.outputs).toMatchObject({ status: { state: "Healthy" }, name: failed.id });
    expect(await port.diff(state, declared)).toMatchObject({ changes: false });
    expect(await testAccount.countRequests("POST")).toBe(1);
  });

  it("continues the wait after a refresh, which clears the failure in the engine", async () => {
    const [slotId] = await testAccount.freeSlots();
    const declared = { slotId, waitFor: "healthy", timeout: "50ms" };
    const port = await plugin();
    const refreshed = await port.refresh(await unfinished(port.create(declared)));
    expect(refreshed && (await port.diff(refreshed, declared))).toMatchObject({ changes: true });
  });

  it("waits for the link if `waitFor` is set later", async () => {
    const port = await plugin();
    const state = await orderPort();
    const declared = { slotId: state.inputs.slotId, waitFor: "healthy", timeout: "50ms" };
    expect(await port.diff(state, declared)).toMatchObject({ changes: true, replaces: [] });
    const { reasons } = await unfinished(port.update(state, declared));
    expect(reasons[0]).toContain("is still Pending");
  });

  it("fails if the port no longer exists", async () => {
    const state = await orderPort();
    await testAccount.simulator.control.deleteInterconnect(state.id);
    const update = (await plugin()).update(state, { slotId: state.inputs.slotId });
    await expect(update).rejects.toThrow(/no longer exists\. Run `pulumi refresh`/);
  });
});

describe("refreshing an Interconnect", () => {
  it("updates only the status", async () => {
    const port = await plugin();
    const state = await orderPort();
    await testAccount.simulator.control.advance("14d");
    const refreshed = await port.refresh(state);
    expect(refreshed?.outputs).toEqual({ ...state.outputs, status: { state: "Healthy" } });
    expect(refreshed?.inputs).toEqual({ ...state.inputs });
  });

  it("keeps the known value of a field that is missing or empty in a response", async () => {
    const state = await orderPort();
    const body = {
      account: testAccount.simulator.accountId,
      name: state.id,
      type: "direct",
      site: "",
    };
    await testAccount.simulator.control.addFault({
      path: `${state.id}$`,
      respond: { status: 200, body },
    });
    const refreshed = await (await plugin()).refresh(state);
    expect(refreshed?.outputs).toEqual(state.outputs);
  });

  it("reports the status Unknown for a port without a status", async () => {
    const state = await orderPort();
    await testAccount.simulator.control.addFault({ path: "status$", respond: { status: 404 } });
    const refreshed = await (await plugin()).refresh(state);
    expect(refreshed?.outputs).toMatchObject({ status: { state: "Unknown" } });
  });

  it("reads a port by name from the configured account", async () => {
    const { id, outputs } = await orderPort();
    const found = await (await plugin()).refresh({ id, inputs: {}, outputs: {} });
    expect(found?.outputs).toMatchObject({
      name: id,
      site: outputs.site,
      accountId: testAccount.simulator.accountId,
    });
  });

  it("fails if no port has this name", async () => {
    const looked = (await plugin()).refresh({ id: "cni-nowhere", inputs: {}, outputs: {} });
    const error = await rejection(looked);
    expect(error.message).toBe("cni-nowhere does not exist. Check the ID and the account.");
  });
});

describe("deleting an Interconnect", () => {
  it("deletes the port", async () => {
    const state = await orderPort();
    await (await plugin()).delete(state);
    expect(await isThere(state.id)).toBe(false);
  });

  it("fails with Cloudflare's error message and keeps the port if the API refuses", async () => {
    const state = await orderPort();
    await testAccount.simulator.control.addFault({
      method: "DELETE",
      respond: { status: 400, body: { error: "it still has CNIs" } },
    });
    await expect((await plugin()).delete(state)).rejects.toThrow("400 it still has CNIs");
    expect(await isThere(state.id)).toBe(true);
  });
});
