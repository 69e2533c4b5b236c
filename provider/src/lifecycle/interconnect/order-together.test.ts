/** Orders that look at the same time share a list; none is decided on one from before it. */
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

/** How often each of these was asked for. */
async function asked(...paths: RegExp[]): Promise<number[]> {
  const gets = (await control().requests()).filter(({ method }) => method === "GET");
  return paths.map((pattern) => gets.filter(({ path }) => pattern.test(path)).length);
}
const LISTS = [/interconnects$/, /cnis$/] as const;

/** So many at a time, as the engine does it. */
async function inTurn<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
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
  return inTurn(numbers, async (number) => {
    const port = await plugin.create({ slotId: slotOf(number) });
    const magic = { conduitName: `conduit-${number}` };
    return { port, session: await sessionPlugin.create({ interconnect: port.id, magic }) };
  });
}

it("lists no more than once for each order, however slow the machine", async () => {
  const ordered = await orderMany();
  expect(new Set(ordered.map(({ port }) => port.outputs.slotId)).size).toBe(MANY);
  expect(await testAccount.countRequests("POST")).toBe(2 * MANY);
  const lists = await asked(...LISTS);
  console.info(`${MANY} ports and sessions, 8 at a time: ${lists.join(" and ")} lists`);
  // How many share a list is a matter of time: shared-list.test.ts has it on a clock that stands.
  for (const count of lists) expect(count).toBeLessThanOrEqual(MANY);
});

it("lists no more than once for each deletion, however slow the machine", async () => {
  const ordered = await orderMany();
  const before = await asked(...LISTS);
  const [plugin, sessionPlugin] = [await ports(), await sessions()];
  await inTurn(ordered, ({ session }) => sessionPlugin.delete(session));
  await inTurn(ordered, ({ port }) => plugin.delete(port));
  expect((await control().state()).interconnects).toEqual([]);
  const after = await asked(...LISTS);
  const lists = after.map((count, which) => count - (before[which] ?? 0));
  console.info(`${MANY} ports and sessions deleted, 8 at a time: ${lists.join(" and ")} lists`);
  // A session and a port each look at the list of sessions.
  const [interconnects = 0, cnis = 0] = lists;
  expect(interconnects).toBeLessThanOrEqual(MANY);
  expect(cnis).toBeLessThanOrEqual(2 * MANY);
});

/** Begins an order whose list comes late, and ends when the API has read what it will answer. */
async function whileListed<T>(path: string, order: () => Promise<T>) {
  await control().addFault({ method: "GET", path, effect: "applied", respond: { delay: "1m" } });
  const begun = (await asked(new RegExp(path)))[0] ?? 0;
  const early = order();
  while (((await asked(new RegExp(path)))[0] ?? 0) === begun) await new Promise(setImmediate);
  return { early, answer: () => control().advance("1m") };
}

it("a port that appears while another order's list is on its way is seen", async () => {
  const plugin = await ports();
  const [slotId, contested, third] = await testAccount.freeSlots();
  const { early, answer } = await whileListed("/interconnects$", () => plugin.create({ slotId }));
  await testAccount.post("interconnects", { type: "direct", slot_id: contested });
  const late = rejection(plugin.create({ slotId: contested }));
  const beside = plugin.create({ slotId: third });
  await answer();
  expect((await late).message).toMatch(/^Slot .* already has interconnect/);
  const names = [(await early).id, (await beside).id];
  const { interconnects } = await control().state();
  expect(interconnects.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  // The stranger's and two of ours: what is there already is not even tried.
  expect(await testAccount.countRequests("POST")).toBe(3);
  expect(await asked(LISTS[0])).toEqual([2]);
});

it("and so is a session", async () => {
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
