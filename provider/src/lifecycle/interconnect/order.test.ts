/** Tests orders by slot ID or pairing key. No order may be lost or sent twice. */
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
  ["status 500", { status: 500 }],
  ["status 504 from the gateway", { status: 504, body: "<h1>Gateway time-out</h1>" }],
  ["nothing because the connection broke", { drop: true as const }],
  ["an HTML page instead of JSON", { status: 200, body: "<h1>Welcome</h1>" }],
  ["JSON without a name", { status: 200, body: { type: "direct" } }],
] as const;

const ORDERS = [
  ["a direct port", async () => ({ slotId: await slot() })],
  ["a Google port", async () => ({ pairingKey: KEY, bandwidth: "1G", waitFor: "ordered" })],
] as const;

describe.each(ORDERS)("orders of %s", (_what, declaration) => {
  it.each(LOST_ANSWERS)(
    "finds the port of an order that took effect although the API returned %s",
    async (_answer, respond) => {
      const declared = await declaration();
      await addFault({ method: "POST", effect: "applied", respond });
      const state = await (await plugin()).create(declared);
      expect([state.id]).toEqual(await ports());
      expect(state.outputs).toMatchObject({ name: state.id, status: { state: "Pending" } });
      expect(await testAccount.countRequests("POST")).toBe(1);
    },
  );

  it.each(LOST_ANSWERS)(
    "fails and does not repeat an order that had no effect although the API returned %s",
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

  it("does not repeat an order that may have taken effect if the list also fails", async () => {
    const declared = await declaration();
    await addFault({ method: "POST", effect: "applied", respond: { drop: true } });
    // The first list request comes before the order.
    await addFault({ method: "GET", effect: "applied", respond: { delay: "1ms" } });
    await addFault({ method: "GET", respond: { status: 501 }, times: 9 });
    const error = await rejection((await plugin()).create(declared));
    expect(error.message).toMatch(
      /It is not known whether the port was ordered, because the check failed/,
    );
    expect(error.message).toMatch(/set `adopt/);
    expect(await testAccount.countRequests("POST")).toBe(1);
  });

  it("does not send an order if the list before the order fails", async () => {
    const declared = await declaration();
    await addFault({ method: "GET", respond: { status: 501 } });
    await expect((await plugin()).create(declared)).rejects.toThrow("501");
    expect(await testAccount.countRequests("POST")).toBe(0);
  });

  it.each([400, 403, 409, 429])(
    "fails with Cloudflare's error message if the API refuses an order with status %d",
    async (status) => {
      const declared = await declaration();
      await addFault({ method: "POST", respond: { status, body: { error: "not like this" } } });
      await expect((await plugin()).create(declared)).rejects.toThrow(`${status} not like this`);
      expect(await testAccount.countRequests("POST")).toBe(1);
    },
  );

  it("keeps an ordered port in the state if its status cannot be read", async () => {
    const declared = await declaration();
    await addFault({ method: "GET", path: "status$", respond: { status: 501 }, times: 9 });
    const { id, properties, reasons } = await unfinished((await plugin()).create(declared));
    expect([id]).toEqual(await ports());
    expect(properties).toMatchObject({ name: id, status: { state: "Unknown" } });
    expect(reasons).toEqual([
      expect.stringMatching(/is ordered, but its status could not be read: GET/),
    ]);
  });
});

describe("orders on an occupied slot", () => {
  it("refuses an order on an occupied slot with an error that names the port and gives advice", async () => {
    const slotId = await slot();
    const { id } = await (await plugin()).create({ slotId });
    const error = await rejection((await plugin()).create({ slotId: slotId.toUpperCase() }));
    expect(error.message).toMatch(`Slot ${slotId} already has interconnect ${id}.`);
    expect(error.message).toMatch(
      /set `aliases`[\s\S]*--target-dependents[\s\S]*set `adopt: true`[\s\S]*Otherwise, choose another slot/,
    );
    expect(await testAccount.countRequests("POST")).toBe(1);
  });

  describe("when another process ordered the port", () => {
    let slotId: string;
    beforeEach(async () => {
      slotId = await slot();
      await testAccount.post("interconnects", { type: "direct", slot_id: slotId });
    });

    it("adopts the port if `adopt` is true", async () => {
      const state = await (await plugin()).create({ slotId, adopt: true });
      expect([state.id]).toEqual(await ports());
      expect(state.outputs).toMatchObject({ slotId, speed: "10G" });
      expect(await testAccount.countRequests("POST")).toBe(1);
    });

    it("adopts the port if `adopt` contains its name", async () => {
      const [name] = await ports();
      expect((await (await plugin()).create({ slotId, adopt: name })).id).toBe(name);
    });

    it("does not adopt the port if `adopt` contains another name", async () => {
      await expect((await plugin()).create({ slotId, adopt: "cni-other" })).rejects.toThrow(
        "already has",
      );
    });

    it("does not adopt a port with another speed, because the next run would replace it", async () => {
      await expect((await plugin()).create({ slotId, adopt: true, speed: "100G" })).rejects.toThrow(
        /runs at 10G, but the program declares 100G/,
      );
    });

    it("does not adopt the port if a resource of this program has already adopted it", async () => {
      const port = await plugin();
      await port.create({ slotId, adopt: true });
      await expect(port.create({ slotId, adopt: true })).rejects.toThrow("another resource");
    });

    it("does not adopt a port that another resource of the program manages", async () => {
      const port = await plugin();
      const state = await port.create({ slotId, adopt: true });
      // The engine diffs each resource in the state. This may happen in another run.
      await port.diff(state, { slotId });
      await expect(port.create({ slotId, adopt: true })).rejects.toThrow(
        `Another resource of this stack already manages ${state.id} and would delete it`,
      );
      expect(await ports()).toEqual([state.id]);
    });
  });
});

it("an order on a slot that the account does not have fails with advice to list free slots", async () => {
  const slotId = "00000000-0000-4000-8000-000000000000";
  const error = await rejection((await plugin()).create({ slotId }));
  expect(error.message).toContain(
    `The API lists no slot ${slotId}. List free slots with \`npx pulumi-cloudflare-cni slots --free\`.`,
  );
  expect(await ports()).toEqual([]);
});

it("an order with `adopt` on a free slot orders a new port", async () => {
  const state = await (await plugin()).create({ slotId: await slot(), adopt: true });
  expect([state.id]).toEqual(await ports());
});

it("an order on a slot whose port was deleted orders a new port", async () => {
  const port = await plugin();
  const slotId = await slot();
  await port.delete(await port.create({ slotId }));
  const state = await port.create({ slotId });
  expect([state.id]).toEqual(await ports());
});

describe("orders of Google ports", () => {
  const first = { pairingKey: KEY, bandwidth: "1G", waitFor: "ordered" };
  const second = { ...first, pairingKey: OTHER_KEY };

  it("accepts two Google ports with the same region and bandwidth", async () => {
    const port = await plugin();
    const states = await Promise.all([port.create(first), port.create(second)]);
    expect(states.map(({ id }) => id)).toEqual(await ports());
  });

  it("finds each Google port after a lost response, even if they are ordered at the same time", async () => {
    await addFault({ method: "POST", effect: "applied", respond: { status: 500 }, times: 2 });
    const port = await plugin();
    const states = await Promise.all([port.create(first), port.create(second)]);
    expect(new Set(states.map(({ id }) => id)).size).toBe(2);
  });

  it("orders a Google port even if an earlier order failed", async () => {
    await addFault({ method: "POST", respond: { status: 400, body: "no" } });
    const port = await plugin();
    const [failed, ordered] = await Promise.allSettled([port.create(first), port.create(second)]);
    expect(failed.status).toBe("rejected");
    expect(ordered).toMatchObject({ status: "fulfilled" });
  });

  it("adopts a Google port by its name", async () => {
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
    "does not adopt a Google port if the program declares %j instead",
    async (other) => {
      await testAccount.post("interconnects", {
        type: "gcp_partner",
        pairing_key: KEY,
        bandwidth: "1G",
      });
      const [name] = await ports();
      await expect((await plugin()).create({ ...first, ...other, adopt: name })).rejects.toThrow(
        `Google interconnect "${name}" with`,
      );
    },
  );

  it("does not order a Google port with a pairing key that is in use, and says how to adopt the port", async () => {
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

  it("finds a Google port after a lost response even if its region is in upper case", async () => {
    await addFault({ method: "POST", effect: "applied", respond: { status: 500 } });
    const pairingKey = KEY.toUpperCase();
    const state = await (await plugin()).create({ ...first, pairingKey });
    expect([state.id]).toEqual(await ports());
  });
});
