/** Tests how many requests a refresh of many resources needs. A user may send 1,200 requests in five minutes. */
import type { Plugin, State } from "../testing/engine";
import { openTestAccount, type TestAccount } from "../testing/test-account";

const MANY = 100;

let testAccount: TestAccount;
let resources: { plugin: Plugin; state: State }[];

beforeAll(async () => {
  testAccount = await openTestAccount();
  const [ports, sessions] = await Promise.all([
    testAccount.plugin("Interconnect"),
    testAccount.plugin("CniBgpSession"),
  ]);
  const [slotId] = await testAccount.freeSlots();
  const port = await ports.create({ slotId });
  const session = await sessions.create({
    interconnect: port.id,
    magic: { conduitName: "conduit" },
  });
  const state = await testAccount.simulator.control.state();
  const [interconnect] = state.interconnects;
  const [cni] = state.cnis;
  if (interconnect === undefined || cni === undefined) throw new Error("nothing was ordered");

  // Copies the order a hundred times with different names.
  const [name, id] = [(i: number) => `${port.id}-${i}`, (i: number) => idOf(session.id, i)];
  const numbers = [...Array(MANY).keys()];
  await testAccount.simulator.control.setState({
    interconnects: numbers.map((i) => ({
      ...interconnect,
      name: name(i),
      slot_id: idOf(slotId, i),
    })),
    cnis: numbers.map((i) => ({
      ...cni,
      id: id(i),
      interconnect: name(i),
      p2p_ip: `10.255.${i}.0/31`,
      cust_ip: `10.255.${i}.1/31`,
      magic: { ...cni.magic, conduit_name: `conduit-${i}` },
    })),
  });
  resources = numbers.flatMap((i) => [
    { plugin: ports, state: { ...port, id: name(i) } },
    { plugin: sessions, state: { ...session, id: id(i) } },
  ]);
});
afterAll(() => testAccount.close());

/** Returns a different ID in the same format. */
function idOf(id: string, number: number): string {
  return id.slice(0, -3) + String(number).padStart(3, "0");
}

/** Refreshes every resource, `parallel` at a time, and counts the requests. */
async function refresh(parallel: number) {
  const before = (await testAccount.simulator.control.requests()).length;
  const left = [...resources];
  const found: (State | undefined)[] = [];
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      found.push(await next.plugin.refresh(next.state));
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  const requests = (await testAccount.simulator.control.requests()).slice(before);
  const paths = requests.map(({ path }) => path);
  return {
    found: found.filter((state) => state !== undefined).length,
    statuses: paths.filter((path) => path.endsWith("/status")).length,
    others: paths.filter((path) => !path.endsWith("/status")).length,
  };
}

// By default, the engine reads four resources per processor at the same time.
it.each([1, 16, 2 * MANY])(
  "refreshing 100 ports and sessions, %d at a time, takes one status request per port and at most 10 other requests",
  async (parallel) => {
    const { found, statuses, others } = await refresh(parallel);
    expect({ found, statuses }).toEqual({ found: 2 * MANY, statuses: MANY });
    expect(others).toBeLessThanOrEqual(10);
  },
);
