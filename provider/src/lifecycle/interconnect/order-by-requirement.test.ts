/** Tests orders by slot requirement. Such an order chooses a slot, and the port keeps that slot. */
import type { Props } from "../../run/property-values";
import { rejection } from "../../testing/engine";
import { ImpatientClock } from "../../testing/fake-clock";
import { openTestAccount, type TestAccount } from "../../testing/test-account";

// Runs at each pause of the clock: between lists after a lost response, and between checks for engine calls.
let onPause: () => unknown = () => {};

let testAccount: TestAccount;
beforeEach(async () => {
  onPause = () => {};
  testAccount = await openTestAccount({}, { clock: new ImpatientClock(() => onPause()) });
});
afterEach(() => testAccount.close());

const plugin = () => testAccount.plugin("Interconnect");
const CH2 = { facility: "Equinix CH2" };
const create = async (slot: Props = CH2, more: Props = {}) =>
  (await plugin()).create({ slot, ...more });
const addFault = (fault: Parameters<TestAccount["simulator"]["control"]["addFault"]>[0]) =>
  testAccount.simulator.control.addFault(fault);

async function ports() {
  return (await testAccount.simulator.control.state()).interconnects;
}
const portNames = async () => (await ports()).map(({ name }) => name);

/** Lists the slots at CH2 in the order in which they will be chosen. */
async function slots(speed = "10G") {
  const { baseUrl, accountId, token } = testAccount.simulator;
  const url = `${baseUrl}/accounts/${accountId}/cni/slots?speed=${speed}&limit=1000`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  interface Slot {
    id: string;
    site: string;
    ccr_device_name: string;
    facility: { name: string };
  }
  const { items }: { items: Slot[] } = JSON.parse(await response.text());
  return items
    .filter(({ facility }) => facility.name === "Equinix CH2")
    .toSorted((one, other) =>
      one.ccr_device_name + one.id < other.ccr_device_name + other.id ? -1 : 1,
    );
}

/** Orders a port outside this process, as a killed run would. */
const orderOutside = async (slotId: string | undefined) =>
  (await testAccount.post("interconnects", { type: "direct", slot_id: slotId })).name;
/** Counts the orders that this process has sent. */
const countOrders = async (elsewhere = 0) => (await testAccount.countRequests("POST")) - elsewhere;

it("an order by requirement takes the first free slot and returns the slot's location", async () => {
  const [first] = await slots();
  const { id, outputs } = await create();
  expect(outputs).toMatchObject({
    name: id,
    type: "direct",
    slotId: first?.id,
    site: first?.site,
    device: first?.ccr_device_name,
    facility: { name: "Equinix CH2" },
    speed: "10G",
    slot: { facility: "Equinix CH2", speed: "10G" },
    status: { state: "Pending" },
  });
  expect(await portNames()).toEqual([id]);
});

it.each(["10000", "10 Gbps"] as const)(
  "an order by requirement keeps the declared speed if the API returns it as %j",
  async (speedSpelling) => {
    await testAccount.simulator.control.behave({ speedSpelling });
    const state = await create();
    expect(state.outputs).toMatchObject({ speed: "10G", device: expect.any(String) });
    expect(await (await plugin()).diff(state, { slot: CH2 })).toMatchObject({ changes: false });
  },
);

it("an order by requirement reads facility, site and device from the slot if the response omits them", async () => {
  await addFault({
    method: "POST",
    effect: "applied",
    respond: { edit: { remove: ["site", "facility", "ccr_device_name", "speed"] } },
  });
  const [first] = await slots();
  expect((await create()).outputs).toMatchObject({
    site: first?.site,
    device: first?.ccr_device_name,
    facility: { name: "Equinix CH2" },
    speed: "10G",
  });
});

describe("slot requirements of several resources", () => {
  it("chooses different slots for resources that are created at the same time", async () => {
    const port = await plugin();
    const states = await Promise.all([1, 2, 3].map(() => port.create({ slot: CH2 })));
    const chosen = states.map(({ outputs }) => outputs.slotId);
    expect(chosen).toEqual((await slots()).slice(0, 3).map(({ id }) => id));
  });

  it("chooses different slots for several resources even if the list of slots is outdated", async () => {
    await testAccount.simulator.control.behave({ occupationLag: "1h" });
    const chosen = [await create(), await create()].map(({ outputs }) => outputs.slotId);
    expect(chosen).toEqual((await slots()).slice(0, 2).map(({ id }) => id));
    expect(await countOrders()).toBe(2);
  });

  it("does not choose a slot that another resource names in `slotId`", async () => {
    const [first, second] = await slots();
    const port = await plugin();
    const [named, chosen] = await Promise.all([
      port.create({ slotId: first?.id }),
      port.create({ slot: CH2 }),
    ]);
    expect(named.outputs.slotId).toBe(first?.id);
    expect(chosen.outputs.slotId).toBe(second?.id);
  });

  it("chooses different devices for resources that avoid each other's devices", async () => {
    const one = await create();
    const other = await create({ ...CH2, avoidDevices: [one.outputs.device] });
    expect(other.outputs.device).not.toBe(one.outputs.device);
    const error = await rejection(
      create({ ...CH2, avoidDevices: [one.outputs.device, other.outputs.device] }),
    );
    expect(error.message).toMatch(/^No free slot meets slot \(10G at "Equinix CH2", not on ccr01/);
  });

  it("may choose the slot of a port that was deleted", async () => {
    const port = await plugin();
    const state = await port.create({ slot: CH2 });
    await port.delete(state);
    expect((await port.create({ slot: CH2 })).outputs.slotId).toBe(state.outputs.slotId);
  });

  it("orders a port even if the order of another resource failed", async () => {
    const port = await plugin();
    const creates = [port.create({ slot: { facility: "Nowhere" } }), port.create({ slot: CH2 })];
    const [failed, ordered] = await Promise.allSettled(creates);
    expect(failed?.status).toBe("rejected");
    expect(ordered?.status).toBe("fulfilled");
  });
});

describe("orders by requirement", () => {
  it.each([
    ["400", "envelope"],
    ["403", "text"],
    ["409", "json"],
    ["500", "envelope"],
    ["400", "empty"],
    ["403", "empty"],
    ["409", "empty"],
  ] as const)(
    "an order by requirement tries the next slot if its slot becomes occupied just before the order (status %s, %s body)",
    async (takenSlot, errorBody) => {
      await testAccount.simulator.control.behave({ takenSlot, errorBody });
      await addFault({ preset: "slot-taken-in-between" });
      const [, second] = await slots();
      expect((await create()).outputs.slotId).toBe(second?.id);
      expect(await ports()).toHaveLength(1);
      expect(await countOrders()).toBe(2);
    },
  );

  it('an order by requirement tries the next slot if its slot becomes occupied, even if a session has the MD5 key "is occupied"', async () => {
    const interconnect = await orderOutside((await slots("100G"))[0]?.id);
    const session = await testAccount.plugin("CniBgpSession");
    const bgp = { customerAsn: 65010, md5Key: "is occupied" };
    await session.create({ interconnect, magic: { conduitName: "ord" }, bgp });
    await testAccount.simulator.control.behave({ takenSlot: "500", errorBody: "envelope" });
    await addFault({ preset: "slot-taken-in-between" });
    const [, second] = await slots();
    const before = await countOrders();
    expect((await create()).outputs.slotId).toBe(second?.id);
    expect((await countOrders()) - before).toBe(2);
  });

  it("an order by requirement tries the next slot if its slot becomes occupied and is no longer listed", async () => {
    await testAccount.simulator.control.behave({ foreignSlots: "hidden", errorBody: "empty" });
    await addFault({ preset: "slot-taken-in-between" });
    const [, second] = await slots();
    expect((await create()).outputs.slotId).toBe(second?.id);
  });

  it("an order by requirement fails after five slots have become occupied", async () => {
    await addFault({ preset: "slot-taken-in-between", times: 9 });
    const error = await rejection(create({ metro: "MEL" }));
    expect(error.message).toMatch(
      /^Nothing was ordered, because 5 slots that meet slot \(10G in metro MEL\) became occupied .* Run `pulumi up` again\.$/,
    );
    expect(await countOrders()).toBe(5);
    expect(await ports()).toEqual([]);
  });

  it("an order by requirement tries no other slot if the API refuses the order for another reason", async () => {
    await addFault({ preset: "not-entitled", method: "POST" });
    expect((await rejection(create())).message).toMatch(/^POST .* 403 /);
    expect(await countOrders()).toBe(1);
  });

  it("an order by requirement tries no other slot after an ambiguous response if the slot is occupied, because the order may occupy it", async () => {
    await testAccount.simulator.control.behave({ visibleAfter: "1h" });
    await addFault({ method: "POST", effect: "applied", respond: { status: 502, body: "<html>" } });
    expect((await rejection(create())).message).toMatch(
      /^POST .* 502 .* slot \S+ is now occupied, either by this order or by someone else/,
    );
    expect(await countOrders()).toBe(1);
    expect(await ports()).toHaveLength(1);
  });

  it("an order by requirement tries no other slot after an ambiguous response if the slot is still free", async () => {
    await addFault({ method: "POST", respond: { status: 502, body: "<html>" } });
    expect((await rejection(create())).message).toMatch(/nothing was ordered\.$/);
    expect(await countOrders()).toBe(1);
  });
});

it("an order by requirement finds its port after a lost response and is not sent twice", async () => {
  await addFault({ preset: "answer-lost" });
  expect([(await create()).id]).toEqual(await portNames());
  expect(await countOrders()).toBe(1);
});

describe("unmanaged interconnects", () => {
  let name: string;
  beforeEach(async () => {
    name = await orderOutside((await slots())[0]?.id);
  });

  it("an unmanaged interconnect that meets the requirement stops the order with an error that names it and gives advice", async () => {
    const error = await rejection(create());
    expect(error.message).toContain(
      `Nothing was ordered, because interconnect ${name} meets slot (10G at "Equinix CH2") and no resource known to this run manages it.`,
    );
    expect(error.message).toContain(`set \`adopt: "${name}"\` once.`);
    expect(error.message).toContain("run `pulumi up --refresh` without --target");
    expect(error.message).toContain(`set \`orderBeside: ["${name}"]\` to order another port`);
    expect(await countOrders(1)).toBe(0);
  });

  it("the error lists all unmanaged interconnects that meet the requirement", async () => {
    const other = await orderOutside((await slots())[1]?.id);
    const { message } = await rejection(create());
    expect(message).toContain(`interconnects ${name}, ${other} meet slot`);
    expect(message).toContain(`orderBeside: ["${name}","${other}"]`);
  });

  it("an unmanaged interconnect that does not meet the requirement does not stop the order", async () => {
    const [first] = await slots();
    const avoiding = await create({ ...CH2, avoidDevices: [first?.ccr_device_name] });
    expect(avoiding.outputs.device).not.toBe(first?.ccr_device_name);
    await create({ ...CH2, speed: "100G" });
    await create({ metro: "AMS" });
    expect(await countOrders(1)).toBe(3);
  });

  it("an unmanaged interconnect whose location the API does not return stops the order", async () => {
    const remove = ["site", "facility", "ccr_device_name", "slot_id"].map(
      (key) => `items.*.${key}`,
    );
    const path = "/interconnects$";
    await addFault({ method: "GET", path, times: 99, respond: { edit: { remove } } });
    expect((await rejection(create({ metro: "AMS" }))).message).toContain(name);
  });

  it("`adopt` adopts the unmanaged interconnect that it names", async () => {
    const [first] = await slots();
    const { id, outputs } = await create(CH2, { adopt: name });
    expect(id).toBe(name);
    expect(outputs).toMatchObject({ slotId: first?.id, speed: "10G", device: expect.any(String) });
    expect(await countOrders(1)).toBe(0);
    // The interconnect is adopted by now, so it does not stop another order.
    expect((await create()).id).not.toBe(name);
  });

  it("a second resource cannot adopt an interconnect that is already adopted", async () => {
    await create(CH2, { adopt: name });
    const error = await rejection(create(CH2, { adopt: name }));
    expect(error.message).toContain("another resource");
  });

  it.each([
    [{ metro: "AMS" }, /does not meet slot, which requires metro "AMS", but its site is ord-/],
    [{ ...CH2, speed: "100G" }, /requires speed 100G, but it has 10G\. Change slot/],
  ])(
    "an interconnect cannot be adopted for %j, because the next run would replace it",
    async (slot, message) => {
      expect((await rejection(create(slot, { adopt: name }))).message).toMatch(message);
    },
  );

  it("an interconnect cannot be adopted with avoidDevices if the API does not return its device", async () => {
    const edit = { remove: ["items.*.ccr_device_name"] };
    await addFault({ method: "GET", times: 99, respond: { edit } });
    const error = await rejection(create({ ...CH2, avoidDevices: ["x"] }, { adopt: name }));
    expect(error.message).toMatch(/requires avoidDevices, but the API does not return its device/);
  });

  it("an interconnect that another resource manages cannot be adopted", async () => {
    const outputs = {
      __schema: 1,
      accountId: testAccount.simulator.accountId,
      name,
      type: "direct",
    };
    const port = await plugin();
    await port.refresh({ id: name, inputs: {}, outputs });
    const error = await rejection(create(CH2, { adopt: name }));
    expect(error.message).toMatch(
      /^Another resource of this stack already manages cni-.* set `aliases`/,
    );
  });

  it("an interconnect cannot be adopted under a name that no port has", async () => {
    const { message } = await rejection(create(CH2, { adopt: "cni-none" }));
    expect(message).toMatch(/^Interconnect "cni-none" not found in this account/);
    expect(await countOrders(1)).toBe(0);
  });

  it("an unmanaged interconnect in `orderBeside` does not stop the order, although others still do", async () => {
    const state = await create(CH2, { orderBeside: [name] });
    expect(state.id).not.toBe(name);
    const unmanaged = await orderOutside((await slots())[2]?.id);
    const { message } = await rejection(create(CH2, { orderBeside: [name] }));
    expect(message).toContain(`because interconnect ${unmanaged} meets slot`);
  });

  it("an interconnect does not stop the order after the engine has diffed the resource that manages it", async () => {
    const outputs = {
      __schema: 1,
      accountId: testAccount.simulator.accountId,
      name,
      type: "direct",
    };
    await (await plugin()).diff({ id: name, inputs: {}, outputs }, { slot: CH2 });
    expect((await create()).id).not.toBe(name);
  });

  it("an interconnect does not stop the order if the engine diffs the resource that manages it while the order waits", async () => {
    const port = await plugin();
    const outputs = {
      __schema: 1,
      accountId: testAccount.simulator.accountId,
      name,
      type: "direct",
    };
    let waits = 0;
    onPause = async () => {
      waits += 1;
      // Calls about other resources show that the program is still registering resources.
      if (waits < 20) await port.check({ slot: CH2 });
      if (waits === 20) await port.diff({ id: name, inputs: {}, outputs }, { slot: CH2 });
    };
    expect((await port.create({ slot: CH2 })).id).not.toBe(name);
  });

  it("an unmanaged interconnect stops the order after a limited wait even if the engine keeps calling", async () => {
    const port = await plugin();
    onPause = () => port.check({ slot: CH2 });
    expect((await rejection(port.create({ slot: CH2 }))).message).toContain(name);
  });
});

it("an Interconnect that unexpectedly no longer meets slot is not replaced before the next preview", async () => {
  const port = await plugin();
  const older = await port.create({ slot: CH2 });
  const newer = await port.create({ slot: CH2 });
  expect(newer.outputs.device).toBe(older.outputs.device);

  const slot = { ...CH2, avoidDevices: [newer.outputs.device] };
  expect(await port.diff(older, { slot })).toMatchObject({ changes: true, replaces: [] });
  const updated = await port.update(older, { slot });
  expect(updated.outputs.slot).toEqual({ ...CH2, speed: "10G" });
  expect(await countOrders()).toBe(2);

  // In the next run, preview knows that this device must be avoided.
  const accountId = "f".repeat(32);
  const outputs = { ...updated.outputs, accountId };
  expect(await port.diff({ ...updated, outputs }, { slot, accountId })).toMatchObject({
    replaces: ["slot"],
  });
});

describe("changes of a slot requirement", () => {
  it("a changed slot requirement that the port still meets is saved in the state without a write request", async () => {
    const port = await plugin();
    const state = await port.create({ slot: CH2 });
    const slot = { metro: "ORD" };
    const updated = await port.update(state, { slot });
    expect(updated.outputs).toMatchObject({ slot, slotId: state.outputs.slotId, speed: "10G" });
    expect(updated.outputs.slot).not.toHaveProperty("facility");
    expect(await port.diff(updated, { slot })).toMatchObject({ changes: false });
    expect(await countOrders()).toBe(1);
  });

  it("a slot requirement can be exchanged for the slot ID and back without a replacement", async () => {
    const port = await plugin();
    const chosen = await port.create({ slot: CH2 });
    const byId = await port.update(chosen, { slotId: chosen.outputs.slotId });
    expect(byId.outputs).not.toHaveProperty("slot");
    expect(await port.diff(byId, { slotId: chosen.outputs.slotId })).toMatchObject({
      changes: false,
    });
    expect(await port.diff(byId, { slot: CH2 })).toMatchObject({ changes: true, replaces: [] });
  });

  it("a changed slot requirement remains declared after a refresh", async () => {
    const port = await plugin();
    const refreshed = await port.refresh(await port.create({ slot: CH2 }));
    expect(refreshed?.inputs).toMatchObject({ slot: CH2 });
    expect(refreshed?.inputs).not.toHaveProperty("slotId");
    if (refreshed === undefined) throw new Error("the port no longer exists");
    expect(await port.diff(refreshed, { slot: CH2 })).toMatchObject({ changes: false });
  });
});
