/** Orders at the same time share a list, and none relies on a list from before it. */
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

/** Counts the GET requests of each path. */
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

it("each order takes at most one list of interconnects and one list of sessions", async () => {
  const ordered = await orderMany();
  expect(new Set(ordered.map(({ port }) => port.outputs.slotId)).size).toBe(MANY);
  expect(await testAccount.countRequests("POST")).toBe(2 * MANY);
  const lists = await countGets(...LISTS);
  console.info(`${MANY} ports and sessions, 8 at a time: ${lists.join(" and ")} lists`);
  // The number of orders that share a list depends on timing, which shared-list.test.ts tests with a fake clock.
  for (const count of lists) expect(count).toBeLessThanOrEqual(MANY);
});

it("each deletion takes at most one list of interconnects and two lists of sessions", async () => {
  const ordered = await orderMany();
  const before = await countGets(...LISTS);
  const [plugin, sessionPlugin] = [await ports(), await sessions()];
  await runInParallel(ordered, ({ session }) => sessionPlugin.delete(session));
  await runInParallel(ordered, ({ port }) => plugin.delete(port));
  expect((await control().state()).interconnects).toEqual([]);
  const after = await countGets(...LISTS);
  const lists = after.map((count, which) => count - (before[which] ?? 0));
  console.info(`${MANY} ports and sessions deleted, 8 at a time: ${lists.join(" and ")} lists`);
  // The deletion of a session and of a port each read the list of sessions.
  const [interconnects = 0, cnis = 0] = lists;
  expect(interconnects).toBeLessThanOrEqual(MANY);
  expect(cnis).toBeLessThanOrEqual(2 * MANY);
});

/** Starts an order whose list is delayed, and returns once the API has read the list. */
async function whileListed<T>(path: string, order: () => Promise<T>) {
  await control().addFault({ method: "GET", path, effect: "applied", respond: { delay: "1m" } });
  const countBefore = (await countGets(new RegExp(path)))[0] ?? 0;
  const early = order();
  while (((await countGets(new RegExp(path)))[0] ?? 0) === countBefore)
    await new Promise(setImmediate);
  return { early, answer: () => control().advance("1m") };
}

it("an order sees a port that was created while the list of another order was under way", async () => {
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
  // The unmanaged port and two of ours: no order is sent for the occupied slot.
  expect(await testAccount.countRequests("POST")).toBe(3);
  expect(await countGets(LISTS[0])).toEqual([2]);
});

it("a create sees a session that was created while the list of another create was under way", async () => {
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
  expect(await testAccount.countRequests("POST")).toBe(3);
});
