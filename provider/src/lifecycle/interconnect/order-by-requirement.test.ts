/** A port by requirement: on the slot that was chosen once, never on two. */
import type { Props } from "../../run/property-values";
import { rejection } from "../../testing/engine";
import { ImpatientClock } from "../../testing/fake-clock";
import { openTestAccount, type TestAccount } from "../../testing/test-account";

// The looks after a lost answer, and those for siblings, are some time apart.
let pass: () => unknown = () => {};

let testAccount: TestAccount;
beforeEach(async () => {
  pass = () => {};
  testAccount = await openTestAccount({}, { clock: new ImpatientClock(() => pass()) });
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
const names = async () => (await ports()).map(({ name }) => name);

/** Slots at CH2 in the order in which they are taken. */
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

/** What a run ordered that was killed before it could save it. */
const orderElsewhere = async (slotId: string | undefined) =>
  (await testAccount.post("interconnects", { type: "direct", slot_id: slotId })).name;
/** Orders that this process placed. */
const orders = async (elsewhere = 0) => (await testAccount.countRequests("POST")) - elsewhere;

it("is ordered on the first free slot, which is told from then on", async () => {
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
  expect(await names()).toEqual([id]);
});

it.each(["10000", "10 Gbps"] as const)(
  "is ordered at the speed declared where the API spells it %j",
  async (speedSpelling) => {
    await testAccount.simulator.control.behave({ speedSpelling });
    const state = await create();
    expect(state.outputs).toMatchObject({ speed: "10G", device: expect.any(String) });
    expect(await (await plugin()).diff(state, { slot: CH2 })).toMatchObject({ changes: false });
  },
);

it("is told where it is by its slot where its own answer does not tell", async () => {
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

describe("several resources of one run", () => {
  it("get slots of their own, also where they are created at the same time", async () => {
    const port = await plugin();
    const states = await Promise.all([1, 2, 3].map(() => port.create({ slot: CH2 })));
    const chosen = states.map(({ outputs }) => outputs.slotId);
    expect(chosen).toEqual((await slots()).slice(0, 3).map(({ id }) => id));
  });

  it("get slots of their own while the list of slots lags behind", async () => {
    await testAccount.simulator.control.behave({ occupationLag: "1h" });
    const chosen = [await create(), await create()].map(({ outputs }) => outputs.slotId);
    expect(chosen).toEqual((await slots()).slice(0, 2).map(({ id }) => id));
    expect(await orders()).toBe(2);
  });

  it("do not choose what another one names", async () => {
    const [first, second] = await slots();
    const port = await plugin();
    const [named, chosen] = await Promise.all([
      port.create({ slotId: first?.id }),
      port.create({ slot: CH2 }),
    ]);
    expect(named.outputs.slotId).toBe(first?.id);
    expect(chosen.outputs.slotId).toBe(second?.id);
  });

  it("get devices of their own where they avoid each other's", async () => {
    const one = await create();
    const other = await create({ ...CH2, avoidDevices: [one.outputs.device] });
    expect(other.outputs.device).not.toBe(one.outputs.device);
    const error = await rejection(
      create({ ...CH2, avoidDevices: [one.outputs.device, other.outputs.device] }),
    );
    expect(error.message).toMatch(/^no free slot meets slot \(10G at "Equinix CH2", not on ccr01/);
  });

  it("may take a slot again whose port was deleted", async () => {
    const port = await plugin();
    const state = await port.create({ slot: CH2 });
    await port.delete(state);
    expect((await port.create({ slot: CH2 })).outputs.slotId).toBe(state.outputs.slotId);
  });

  it("go on after one that failed", async () => {
    const port = await plugin();
    const made = [port.create({ slot: { facility: "Nowhere" } }), port.create({ slot: CH2 })];
    const [failed, ordered] = await Promise.allSettled(made);
    expect(failed?.status).toBe("rejected");
    expect(ordered?.status).toBe("fulfilled");
  });
});

describe("a slot that somebody else takes before the order", () => {
  it.each([
    ["400", "envelope"],
    ["403", "text"],
    ["409", "json"],
    ["500", "envelope"],
    ["400", "empty"],
    ["403", "empty"],
    ["409", "empty"],
  ] as const)("is left for the next one: %s, %s", async (takenSlot, errorBody) => {
    await testAccount.simulator.control.behave({ takenSlot, errorBody });
    await addFault({ preset: "slot-taken-in-between" });
    const [, second] = await slots();
    expect((await create()).outputs.slotId).toBe(second?.id);
    expect(await ports()).toHaveLength(1);
    expect(await orders()).toBe(2);
  });

  it('is left for the next one although a session has the MD5 key "is occupied"', async () => {
    const interconnect = await orderElsewhere((await slots("100G"))[0]?.id);
    const session = await testAccount.plugin("CniBgpSession");
    const bgp = { customerAsn: 65010, md5Key: "is occupied" };
    await session.create({ interconnect, magic: { conduitName: "ord" }, bgp });
    await testAccount.simulator.control.behave({ takenSlot: "500", errorBody: "envelope" });
    await addFault({ preset: "slot-taken-in-between" });
    const [, second] = await slots();
    const before = await orders();
    expect((await create()).outputs.slotId).toBe(second?.id);
    expect((await orders()) - before).toBe(2);
  });

  it("is left where it is not listed any more", async () => {
    await testAccount.simulator.control.behave({ foreignSlots: "hidden", errorBody: "empty" });
    await addFault({ preset: "slot-taken-in-between" });
    const [, second] = await slots();
    expect((await create()).outputs.slotId).toBe(second?.id);
  });

  it("is left five times, and then told", async () => {
    await addFault({ preset: "slot-taken-in-between", times: 9 });
    const error = await rejection(create({ metro: "AMS" }));
    expect(error.message).toMatch(
      /^5 slots in a row that meet slot \(10G in metro AMS\) were taken .* Nothing was ordered; run `pulumi up` again\.$/,
    );
    expect(await orders()).toBe(5);
    expect(await ports()).toEqual([]);
  });

  it("is not left for a refusal of another kind", async () => {
    await addFault({ preset: "not-entitled", method: "POST" });
    expect((await rejection(create())).message).toMatch(/^POST .* 403 /);
    expect(await orders()).toBe(1);
  });

  it("is not left after an answer that does not tell: the order may have taken it", async () => {
    await testAccount.simulator.control.behave({ visibleAfter: "1h" });
    await addFault({ method: "POST", effect: "applied", respond: { status: 502, body: "<html>" } });
    expect((await rejection(create())).message).toMatch(
      /^POST .* 502 .* slot \S+ is taken since: by this order, whose port may be listed late, or/,
    );
    expect(await orders()).toBe(1);
    expect(await ports()).toHaveLength(1);
  });

  it("is told as before where an answer does not tell and the slot is still free", async () => {
    await addFault({ method: "POST", respond: { status: 502, body: "<html>" } });
    expect((await rejection(create())).message).toMatch(/nothing was ordered\.$/);
    expect(await orders()).toBe(1);
  });
});

it("is found after a lost answer and not ordered twice", async () => {
  await addFault({ preset: "answer-lost" });
  expect([(await create()).id]).toEqual(await names());
  expect(await orders()).toBe(1);
});

describe("a port that belongs to nobody and meets the requirement", () => {
  let name: string;
  beforeEach(async () => {
    name = await orderElsewhere((await slots())[0]?.id);
  });

  it("stops the order, with its name and both ways on", async () => {
    const error = await rejection(create());
    expect(error.message).toContain(
      `nothing was ordered: this account has ${name} already, which meets slot (10G at "Equinix CH2") and belongs to no resource that this run has heard of.`,
    );
    expect(error.message).toContain(`set \`adopt: "${name}"\` once.`);
    expect(error.message).toContain("run `pulumi up --refresh` without --target");
    expect(error.message).toContain(`set orderBeside: ["${name}"] to order another port`);
    expect(await orders(1)).toBe(0);
  });

  it("is told with all others", async () => {
    const other = await orderElsewhere((await slots())[1]?.id);
    const { message } = await rejection(create());
    expect(message).toContain(`${name}, ${other} already, which meet slot`);
    expect(message).toContain(`orderBeside: ["${name}","${other}"]`);
  });

  it("stops nothing where it does not meet the requirement", async () => {
    const [first] = await slots();
    const avoiding = await create({ ...CH2, avoidDevices: [first?.ccr_device_name] });
    expect(avoiding.outputs.device).not.toBe(first?.ccr_device_name);
    await create({ ...CH2, speed: "100G" });
    await create({ metro: "AMS" });
    expect(await orders(1)).toBe(3);
  });

  it("stops the order also where the list of ports does not tell where it is", async () => {
    const remove = ["site", "facility", "ccr_device_name", "slot_id"].map(
      (key) => `items.*.${key}`,
    );
    const path = "/interconnects$";
    await addFault({ method: "GET", path, times: 99, respond: { edit: { remove } } });
    expect((await rejection(create({ metro: "AMS" }))).message).toContain(name);
  });

  it("is adopted by its name", async () => {
    const [first] = await slots();
    const { id, outputs } = await create(CH2, { adopt: name });
    expect(id).toBe(name);
    expect(outputs).toMatchObject({ slotId: first?.id, speed: "10G", device: expect.any(String) });
    expect(await orders(1)).toBe(0);
    // The one that is adopted is not in the way of another one.
    expect((await create()).id).not.toBe(name);
  });

  it("is adopted by one resource only", async () => {
    await create(CH2, { adopt: name });
    const error = await rejection(create(CH2, { adopt: name }));
    expect(error.message).toContain("another resource");
  });

  it.each([
    [{ metro: "AMS" }, /does not meet slot, which asks for metro "AMS", but its site is ord-/],
    [{ ...CH2, speed: "100G" }, /asks for speed 100G, but it has 10G\. Change slot/],
  ])("is not adopted for %j: the next run would replace it", async (slot, message) => {
    expect((await rejection(create(slot, { adopt: name }))).message).toMatch(message);
  });

  it("is not adopted as diverse where its device is not told", async () => {
    const edit = { remove: ["items.*.ccr_device_name"] };
    await addFault({ method: "GET", times: 99, respond: { edit } });
    const error = await rejection(create({ ...CH2, avoidDevices: ["x"] }, { adopt: name }));
    expect(error.message).toMatch(/asks for avoidDevices and its device is not told/);
  });

  it("is not adopted where another resource has it, which would delete it", async () => {
    const outputs = {
      __schema: 1,
      accountId: testAccount.simulator.accountId,
      name,
      type: "direct",
    };
    const port = await plugin();
    await port.refresh({ id: name, inputs: {}, outputs });
    const error = await rejection(create(CH2, { adopt: name }));
    expect(error.message).toMatch(/^Another resource of this stack has cni-.* set `aliases`/);
  });

  it("is not adopted by a name that no port has", async () => {
    const { message } = await rejection(create(CH2, { adopt: "cni-none" }));
    expect(message).toMatch(/^there is no interconnect "cni-none" in this account/);
    expect(await orders(1)).toBe(0);
  });

  it("is left alone where the program says so, and only where it is named", async () => {
    const state = await create(CH2, { orderBeside: [name] });
    expect(state.id).not.toBe(name);
    const stranger = await orderElsewhere((await slots())[2]?.id);
    const { message } = await rejection(create(CH2, { orderBeside: [name] }));
    expect(message).toContain(`this account has ${stranger} already`);
  });

  it("is known where the engine has asked about it: a resource of the program has it", async () => {
    const outputs = {
      __schema: 1,
      accountId: testAccount.simulator.accountId,
      name,
      type: "direct",
    };
    await (await plugin()).diff({ id: name, inputs: {}, outputs }, { slot: CH2 });
    expect((await create()).id).not.toBe(name);
  });

  it("is known where the engine asks about it while the order waits", async () => {
    const port = await plugin();
    const outputs = {
      __schema: 1,
      accountId: testAccount.simulator.accountId,
      name,
      type: "direct",
    };
    let waits = 0;
    pass = async () => {
      waits += 1;
      // Others are asked about first, so the program is not read to its end yet.
      if (waits < 20) await port.check({ slot: CH2 });
      if (waits === 20) await port.diff({ id: name, inputs: {}, outputs }, { slot: CH2 });
    };
    expect((await port.create({ slot: CH2 })).id).not.toBe(name);
  });

  it("is not waited for without end", async () => {
    const port = await plugin();
    pass = () => port.check({ slot: CH2 });
    expect((await rejection(port.create({ slot: CH2 }))).message).toContain(name);
  });
});

it("stays, where preview could not know that it does not meet slot any more, until the next one", async () => {
  const port = await plugin();
  const older = await port.create({ slot: CH2 });
  const newer = await port.create({ slot: CH2 });
  expect(newer.outputs.device).toBe(older.outputs.device);

  const slot = { ...CH2, avoidDevices: [newer.outputs.device] };
  expect(await port.diff(older, { slot })).toMatchObject({ changes: true, replaces: [] });
  const updated = await port.update(older, { slot });
  expect(updated.outputs.slot).toEqual({ ...CH2, speed: "10G" });
  expect(await orders()).toBe(2);

  // The next run's process has ordered nothing on that device.
  const accountId = "f".repeat(32);
  const outputs = { ...updated.outputs, accountId };
  expect(await port.diff({ ...updated, outputs }, { slot, accountId })).toMatchObject({
    replaces: ["slot"],
  });
});

describe("a changed requirement that is still met", () => {
  it("is noted without a request that changes anything", async () => {
    const port = await plugin();
    const state = await port.create({ slot: CH2 });
    const slot = { metro: "ORD" };
    const updated = await port.update(state, { slot });
    expect(updated.outputs).toMatchObject({ slot, slotId: state.outputs.slotId, speed: "10G" });
    expect(updated.outputs.slot).not.toHaveProperty("facility");
    expect(await port.diff(updated, { slot })).toMatchObject({ changes: false });
    expect(await orders()).toBe(1);
  });

  it("may be the slot's id, and be a requirement again", async () => {
    const port = await plugin();
    const chosen = await port.create({ slot: CH2 });
    const byId = await port.update(chosen, { slotId: chosen.outputs.slotId });
    expect(byId.outputs).not.toHaveProperty("slot");
    expect(await port.diff(byId, { slotId: chosen.outputs.slotId })).toMatchObject({
      changes: false,
    });
    expect(await port.diff(byId, { slot: CH2 })).toMatchObject({ changes: true, replaces: [] });
  });

  it("survives a refresh", async () => {
    const port = await plugin();
    const refreshed = await port.refresh(await port.create({ slot: CH2 }));
    expect(refreshed?.inputs).toMatchObject({ slot: CH2 });
    expect(refreshed?.inputs).not.toHaveProperty("slotId");
    if (refreshed === undefined) throw new Error("the port is gone");
    expect(await port.diff(refreshed, { slot: CH2 })).toMatchObject({ changes: false });
  });
});
