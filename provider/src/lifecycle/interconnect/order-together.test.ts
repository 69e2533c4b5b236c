/**
 * Tests that many orders and deletions share a few lists, and that none of them misses an object that somebody else has
 * just created.
 */
import { rejection, type State } from "../../testing/engine";
import { openTestAccount, type TestAccount } from "../../testing/test-account";

const MANY = 40;

let testAccount: TestAccount;
beforeEach(async () => {
  testAccount = await openTestAccount({ clock: "virtual" });
});
afterEach(() => testAccount.close());

const control = () => testAccount.simulator.control;
const ports = () => testAccount.plugin("Interconnect");
const sessions = () => testAccount.plugin("CniBgpSession");
const numbers = [...Array(MANY).keys()];
const slotOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** Counts the GET requests to each path. */
async function countGets(...paths: RegExp[]): Promise<number[]> {
  const gets = (await control().requests()).filter(({ method }) => method === "GET");
  return paths.map((pattern) => gets.filter(({ path }) => pattern.test(path)).length);
}
const LISTS = [/interconnects$/, /cnis$/] as const;

/** Runs eight operations at a time, as the engine does. */
async function runInParallel<T, R>(
  items: readonly T[],
  run: (item: T) => Promise<R>,
): Promise<R[]> {
  const left = [...items.entries()];
  const results: R[] = [];
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) results[next[0]] = await run(next[1]);
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return results;
}

async function orderMany(): Promise<{ port: State; session: State }[]> {
  const [plugin, sessionPlugin] = [await ports(), await sessions()];
  const slots = numbers.map((number) => ({
    ...{ id: slotOf(number), occupied: false, site: "ewr-a", speed: "10G" },
    facility: { name: "Equinix NY1", address: ["Newark"] },
  }));
  await control().setState({ slots });
  return runInParallel(numbers, async (number) => {
    const port = await plugin.create({ slotId: slotOf(number) });
    const magic = { conduitName: `conduit-${number}` };
    return { port, session: await sessionPlugin.create({ interconnect: port.id, magic }) };
  });
}

it("orders within half a minute share one list of interconnects and one list of sessions", async () => {
  const ordered = await orderMany();
  expect(new Set(ordered.map(({ port }) => port.outputs.slotId)).size).toBe(MANY);
  expect(await testAccount.countRequests("POST")).toBe(2 * MANY);
  expect(await countGets(...LISTS)).toEqual([1, 1]);
});

it("each deletion causes at most one list, and deletions of ports share one list of sessions", async () => {
  const ordered = await orderMany();
  const before = await countGets(...LISTS);
  const [plugin, sessionPlugin] = [await ports(), await sessions()];
  await runInParallel(ordered, ({ session }) => sessionPlugin.delete(session));
  await runInParallel(ordered, ({ port }) => plugin.delete(port));
  expect((await control().state()).interconnects).toEqual([]);
  const after = await countGets(...LISTS);
  const lists = after.map((count, which) => count - (before[which] ?? 0));
  console.info(`${MANY} ports and sessions deleted, 8 at a time: ${lists.join(" and ")} lists`);
  // How many deletions share a list depends on timing. shared-list.test.ts tests the exact numbers with a fake clock.
  for (const count of lists) expect(count).toBeLessThanOrEqual(MANY + 1);
});

/** Starts an order whose list is delayed. Resolves once the API has read the list. */
async function whileListed<T>(path: string, order: () => Promise<T>) {
  await control().addFault({ method: "GET", path, effect: "applied", respond: { delay: "1m" } });
  const countBefore = (await countGets(new RegExp(path)))[0] ?? 0;
  const early = order();
  while (((await countGets(new RegExp(path)))[0] ?? 0) === countBefore)
    await new Promise(setImmediate);
  return { early, answer: () => control().advance("1m") };
}

it("an order detects a port that somebody else created on its slot after the list of another order", async () => {
  const plugin = await ports();
  const [slotId, contested, third] = await testAccount.freeSlots();
  const { early, answer } = await whileListed("/interconnects$", () => plugin.create({ slotId }));
  await testAccount.post("interconnects", { type: "direct", slot_id: contested });
  const late = rejection(plugin.create({ slotId: contested }));
  const parallel = plugin.create({ slotId: third });
  await answer();
  expect((await late).message).toMatch(/^Slot .* already has interconnect/);
  const names = [(await early).id, (await parallel).id];
  const { interconnects } = await control().state();
  expect(interconnects.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  expect(interconnects).toHaveLength(3);
  // The API refuses the order for the occupied slot. Only that order causes a list of its own.
  expect(await testAccount.countRequests("POST")).toBe(4);
  expect(await countGets(LISTS[0])).toEqual([2]);
});

it("creating a session detects a session that somebody else created after the list of another create", async () => {
  const [slotId] = await testAccount.freeSlots();
  const { id: interconnect } = await (await ports()).create({ slotId });
  const plugin = await sessions();
  const { early, answer } = await whileListed("/cnis$", () =>
    plugin.create({ interconnect, magic: { conduitName: "one" } }),
  );
  const magic = { conduit_name: "contested", description: "", mtu: 1500 };
  await testAccount.post("cnis", { interconnect, magic });
  const late = plugin.create({ interconnect, magic: { conduitName: "contested" } });
  const refused = rejection(late);
  await answer();
  expect((await refused).message).toMatch(/already has conduit "contested"/);
  await early;
  expect((await control().state()).cnis).toHaveLength(2);
});

it("an order with `adopt` adopts a port that somebody else created after the list of another order", async () => {
  const plugin = await ports();
  const [first, slotId] = await testAccount.freeSlots();
  await plugin.create({ slotId: first });
  const port = await testAccount.post("interconnects", { type: "direct", slot_id: slotId });
  const adopted = await plugin.create({ slotId, adopt: true });
  expect(adopted.id).toBe(port.name);
  expect((await control().state()).interconnects).toHaveLength(2);
});

it("a session keeps its conduit name if it is created again right after its deletion", async () => {
  const [slotId] = await testAccount.freeSlots();
  const { id: interconnect } = await (await ports()).create({ slotId });
  const plugin = await sessions();
  const declared = { interconnect, magic: { conduitName: "ewr" } };
  await plugin.delete(await plugin.create(declared));
  await plugin.create(declared);
  expect((await control().state()).cnis).toHaveLength(1);
});

it("a port is not deleted while it has a session that this run created after the last list", async () => {
  const [first, other] = await testAccount.freeSlots();
  const plugin = await ports();
  const [port, empty] = [
    await plugin.create({ slotId: first }),
    await plugin.create({ slotId: other }),
  ];
  await plugin.delete(empty);
  await (await sessions()).create({ interconnect: port.id, magic: { conduitName: "ewr" } });
  expect((await rejection(plugin.delete(port))).message).toContain('still has session "ewr"');
  expect((await control().state()).interconnects).toHaveLength(1);
});
