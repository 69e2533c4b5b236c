/** Nothing ordered is ever lost or ordered twice. */
import { rejection, unfinished } from "../../testing/engine";
import { ImpatientClock } from "../../testing/fake-clock";
import { openTestAccount, type TestAccount } from "../../testing/test-account";

const KEY = "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/2";
const OTHER_KEY = "8f62482f-83b4-41c6-8955-3f4f0f0bff60/us-east4/1";

let testAccount: TestAccount;
beforeEach(async () => {
  testAccount = await openTestAccount({}, { clock: new ImpatientClock() });
});
afterEach(() => testAccount.close());

const plugin = () => testAccount.plugin("Interconnect");
const addFault = (fault: Parameters<TestAccount["simulator"]["control"]["addFault"]>[0]) =>
  testAccount.simulator.control.addFault(fault);

async function ports(): Promise<string[]> {
  return (await testAccount.simulator.control.state()).interconnects.map(({ name }) => name);
}

async function slot(): Promise<string> {
  return (await testAccount.freeSlots())[0];
}

const LOST_ANSWERS = [
  ["a 500", { status: 500 }],
  ["a 504 of the gateway", { status: 504, body: "<h1>Gateway time-out</h1>" }],
  ["a broken line", { drop: true as const }],
  ["a page in place of the answer", { status: 200, body: "<h1>Welcome</h1>" }],
  ["an answer without a name", { status: 200, body: { type: "direct" } }],
] as const;

const ORDERS = [
  ["a direct port", async () => ({ slotId: await slot() })],
  ["a Google port", async () => ({ pairingKey: KEY, bandwidth: "1G", waitFor: "ordered" })],
] as const;

describe.each(ORDERS)("an order of %s", (_what, declaration) => {
  it.each(LOST_ANSWERS)("that took effect is found after %s", async (_answer, respond) => {
    const declared = await declaration();
    await addFault({ method: "POST", effect: "applied", respond });
    const state = await (await plugin()).create(declared);
    expect([state.id]).toEqual(await ports());
    expect(state.outputs).toMatchObject({ name: state.id, status: { state: "Pending" } });
    expect(await testAccount.countRequests("POST")).toBe(1);
  });

  it.each(LOST_ANSWERS)(
    "that took no effect is told and not repeated after %s",
    async (_a, respond) => {
      const declared = await declaration();
      await addFault({ method: "POST", respond });
      const error = await rejection((await plugin()).create(declared));
      expect(error.message).toMatch(/^POST \/accounts.*nothing was ordered\.$/);
      expect(error).not.toHaveProperty("id");
      expect(await testAccount.countRequests("POST")).toBe(1);
      expect(await ports()).toEqual([]);
    },
  );

  it("that may have taken effect is not repeated when looking fails too", async () => {
    const declared = await declaration();
    await addFault({ method: "POST", effect: "applied", respond: { drop: true } });
    // The first list is the look before the order.
    await addFault({ method: "GET", effect: "applied", respond: { delay: "1ms" } });
    await addFault({ method: "GET", respond: { status: 501 }, times: 9 });
    const error = await rejection((await plugin()).create(declared));
    expect(error.message).toMatch(
      /Whether the port was ordered is not known, because looking failed/,
    );
    expect(error.message).toMatch(/set `adopt/);
    expect(await testAccount.countRequests("POST")).toBe(1);
  });

  it("is not sent where the look before it fails", async () => {
    const declared = await declaration();
    await addFault({ method: "GET", respond: { status: 501 } });
    await expect((await plugin()).create(declared)).rejects.toThrow("501");
    expect(await testAccount.countRequests("POST")).toBe(0);
  });

  it.each([400, 403, 409, 429])(
    "that is refused with %d is told in the API's words",
    async (status) => {
      const declared = await declaration();
      await addFault({ method: "POST", respond: { status, body: { error: "not like this" } } });
      await expect((await plugin()).create(declared)).rejects.toThrow(`${status} not like this`);
      expect(await testAccount.countRequests("POST")).toBe(1);
    },
  );

  it("that is accepted stays in state although the status cannot be read", async () => {
    const declared = await declaration();
    await addFault({ method: "GET", path: "status$", respond: { status: 501 }, times: 9 });
    const { id, properties, reasons } = await unfinished((await plugin()).create(declared));
    expect([id]).toEqual(await ports());
    expect(properties).toMatchObject({ name: id, status: { state: "Unknown" } });
    expect(reasons).toEqual([
      expect.stringMatching(/is ordered, and its status could not be read: GET/),
    ]);
  });
});

describe("a slot that carries a port already", () => {
  it("is refused, with the port's name and the way on", async () => {
    const slotId = await slot();
    const { id } = await (await plugin()).create({ slotId });
    const error = await rejection((await plugin()).create({ slotId: slotId.toUpperCase() }));
    expect(error.message).toMatch(`Slot ${slotId} already has interconnect ${id}.`);
    expect(error.message).toMatch(
      /set `aliases`[\s\S]*--target-dependents[\s\S]*set `adopt: true`[\s\S]*Otherwise, choose another slot/,
    );
    expect(await testAccount.countRequests("POST")).toBe(1);
  });

  describe("from an earlier process", () => {
    let slotId: string;
    beforeEach(async () => {
      slotId = await slot();
      await testAccount.post("interconnects", { type: "direct", slot_id: slotId });
    });

    it("is adopted where the program says so", async () => {
      const state = await (await plugin()).create({ slotId, adopt: true });
      expect([state.id]).toEqual(await ports());
      expect(state.outputs).toMatchObject({ slotId, speed: "10G" });
      expect(await testAccount.countRequests("POST")).toBe(1);
    });

    it("is adopted by its name", async () => {
      const [name] = await ports();
      expect((await (await plugin()).create({ slotId, adopt: name })).id).toBe(name);
    });

    it("is not adopted by another name", async () => {
      await expect((await plugin()).create({ slotId, adopt: "cni-other" })).rejects.toThrow(
        "already has",
      );
    });

    it("is not adopted at another speed: the next run would replace it", async () => {
      await expect((await plugin()).create({ slotId, adopt: true, speed: "100G" })).rejects.toThrow(
        /runs at 10G, and the program declares 100G/,
      );
    });

    it("is adopted by one resource only", async () => {
      const port = await plugin();
      await port.create({ slotId, adopt: true });
      await expect(port.create({ slotId, adopt: true })).rejects.toThrow("another resource");
    });

    it("is not adopted while another resource of the program has it", async () => {
      const port = await plugin();
      const state = await port.create({ slotId, adopt: true });
      // What the engine asks about a resource that is in the state, maybe in another run.
      await port.diff(state, { slotId });
      await expect(port.create({ slotId, adopt: true })).rejects.toThrow(
        `Another resource of this stack has ${state.id} and would delete it`,
      );
      expect(await ports()).toEqual([state.id]);
    });
  });
});

it("adopts nothing where nothing is, and orders", async () => {
  const state = await (await plugin()).create({ slotId: await slot(), adopt: true });
  expect([state.id]).toEqual(await ports());
});

it("orders again on a slot whose port was deleted", async () => {
  const port = await plugin();
  const slotId = await slot();
  await port.delete(await port.create({ slotId }));
  const state = await port.create({ slotId });
  expect([state.id]).toEqual(await ports());
});

describe("Google ports, which the API does not tell apart", () => {
  const first = { pairingKey: KEY, bandwidth: "1G", waitFor: "ordered" };
  const second = { ...first, pairingKey: OTHER_KEY };

  it("may be alike: a pair for high availability", async () => {
    const port = await plugin();
    const states = await Promise.all([port.create(first), port.create(second)]);
    expect(states.map(({ id }) => id)).toEqual(await ports());
  });

  it("are each found after lost answers, also when ordered at the same time", async () => {
    await addFault({ method: "POST", effect: "applied", respond: { status: 500 }, times: 2 });
    const port = await plugin();
    const states = await Promise.all([port.create(first), port.create(second)]);
    expect(new Set(states.map(({ id }) => id)).size).toBe(2);
  });

  it("do not wait for an order that failed before them", async () => {
    await addFault({ method: "POST", respond: { status: 400, body: "no" } });
    const port = await plugin();
    const [failed, ordered] = await Promise.allSettled([port.create(first), port.create(second)]);
    expect(failed.status).toBe("rejected");
    expect(ordered).toMatchObject({ status: "fulfilled" });
  });

  it("are adopted by name", async () => {
    await testAccount.post("interconnects", {
      type: "gcp_partner",
      pairing_key: KEY,
      bandwidth: "1G",
    });
    const [name] = await ports();
    expect((await (await plugin()).create({ ...first, adopt: name })).id).toBe(name);
    expect(await testAccount.countRequests("POST")).toBe(1);
  });

  it.each([{ bandwidth: "2G" }, { pairingKey: KEY.replace("us-east4", "us-west1") }])(
    "are not adopted with another %j",
    async (other) => {
      await testAccount.post("interconnects", {
        type: "gcp_partner",
        pairing_key: KEY,
        bandwidth: "1G",
      });
      const [name] = await ports();
      await expect((await plugin()).create({ ...first, ...other, adopt: name })).rejects.toThrow(
        `there is no Google interconnect "${name}" of`,
      );
    },
  );

  it("are never ordered with a pairing key in use, and the way to adopt is told", async () => {
    await testAccount.post("interconnects", {
      type: "gcp_partner",
      pairing_key: KEY,
      bandwidth: "1G",
    });
    const [name] = await ports();
    const error = await rejection((await plugin()).create(first));
    expect(error.message).toContain("pairing key is in use");
    expect(error.message).toContain(`set \`adopt\` to the port's name (${name})`);
  });

  it("are found after a lost answer whatever the case of the region", async () => {
    await addFault({ method: "POST", effect: "applied", respond: { status: 500 } });
    const pairingKey = KEY.toUpperCase();
    const state = await (await plugin()).create({ ...first, pairingKey });
    expect([state.id]).toEqual(await ports());
  });
});
