/** Tests that the order journal recovers only objects that a killed run ordered. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { State } from "../testing/engine";
import { ImpatientClock } from "../testing/fake-clock";
import { newProcess, openTestAccount, type TestAccount } from "../testing/test-account";
import { NO_ENGINE } from "./engine";
import type { Log } from "./log";
import type { RunOptions } from "./run";

const URN = "urn:pulumi:dev::net::pulumi-nodejs:dynamic/cloudflare-cni:Interconnect::port";
const PAIRING_KEY = "0a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9/us-east4/1";

const home = mkdtempSync(join(tmpdir(), "cni-journal-"));
const journal = join(home, "pulumi-cloudflare-cni/orders");
const entries = () => readdirSync(journal);
let testAccount: TestAccount;
let slotId: string;
beforeAll(() => {
  process.env.XDG_STATE_HOME = home;
});
beforeEach(async () => {
  testAccount = await openTestAccount();
  [slotId] = await testAccount.freeSlots();
});
afterEach(async () => {
  await testAccount.close();
  rmSync(home, { recursive: true, force: true });
});
afterAll(() => {
  delete process.env.XDG_STATE_HOME;
});

/** Starts a new plugin process, which remembers nothing of the earlier processes. */
const run = (configuration?: Record<string, string>, options?: RunOptions) =>
  newProcess(testAccount, options)("Interconnect", configuration);
const create = async (args: object = { slotId }, options?: RunOptions): Promise<State> =>
  (await run(undefined, options)).create({ __urn: URN, ...args });
/** Creates a port in a process that is killed before the engine receives the port. */
async function createAndKill(args: object = { slotId }): Promise<State> {
  const state = await create(args);
  for (const name of entries()) {
    const file = join(journal, name);
    const text = readFileSync(file, "utf8").replace('"returned":true', '"returned":false');
    writeFileSync(file, text);
  }
  return state;
}
const ports = async () => (await testAccount.simulator.control.state()).interconnects.length;

const ORDERS: [string, () => object][] = [
  ["a slot", () => ({ slotId })],
  ["a requirement", () => ({ slot: { facility: "Equinix CH2" } })],
  [
    "a pairing key",
    () => ({ pairingKey: PAIRING_KEY, bandwidth: "1G", waitFor: "ordered" as const }),
  ],
];

it.each(ORDERS)(
  "recovers a port that a killed run ordered by %s, but only for the same resource",
  async (_, args) => {
    const { id } = await createAndKill(args());
    expect((await createAndKill(args())).id).toBe(id);
    expect(await ports()).toBe(1);
    // The journal contains no secret.
    expect(JSON.stringify(entries())).not.toContain(PAIRING_KEY);

    const another = (await run()).create({ __urn: `${URN}2`, ...args() });
    await expect(another).rejects.toThrow(/adopt/);
    expect(await ports()).toBe(1);
  },
);

it.each(ORDERS)(
  "does not silently recover a port ordered by %s that the engine received, because its state may have been moved",
  async (_, args) => {
    const { id } = await create(args());
    const again = create(args());
    await expect(again).rejects.toThrow(
      new RegExp(
        `${id}[\\s\\S]*This resource ordered it at .*not in this stack's state[\\s\\S]*set .adopt`,
      ),
    );
    expect(await ports()).toBe(1);
    expect(await testAccount.countRequests("POST")).toBe(1);
  },
);

describe("order journal", () => {
  const CH2 = { slot: { facility: "Equinix CH2" } };

  it("warns about an unsaved order whose port does not match the program, and orders another port", async () => {
    const warnings: string[] = [];
    const { id } = await createAndKill(CH2);
    const log: Log = (_urn, _severity, message) => warnings.push(message);
    const other = await create(
      { slot: { facility: "Equinix AM1" } },
      { engine: { ...NO_ENGINE, log } },
    );
    expect(other.id).not.toBe(id);
    expect(await ports()).toBe(2);
    expect(warnings.join("\n")).toMatch(
      new RegExp(
        `Interconnect ${id}, ordered by this resource at .*was never saved.*adopt: "${id}"`,
      ),
    );
    // The entry stays, because the program may ask for this port again.
    expect(entries()).toHaveLength(1);
    expect(readFileSync(join(journal, entries()[0] ?? ""), "utf8")).toContain(id);
  });

  it("ignores an unsaved order without a warning if `orderBeside` names its port", async () => {
    const { id } = await createAndKill(CH2);
    const beside = await create({ ...CH2, orderBeside: [id] });
    expect(beside.id).not.toBe(id);
    expect(await ports()).toBe(2);
  });
});

it("forgets a port that is in the state, so that a later port on its slot counts as unmanaged", async () => {
  const state = await create();
  expect(entries()).toHaveLength(1);
  const next = await run();
  await next.diff(state, { __urn: URN, slotId });
  await next.refresh(state);
  expect(entries()).toEqual([]);
  await expect(create()).rejects.toThrow(`Slot ${slotId} already has`);
});

it("keeps no journal entry for an order that was refused", async () => {
  await testAccount.simulator.control.addFault({ method: "POST", respond: { status: 403 } });
  await expect(create()).rejects.toThrow(/403/);
  expect(entries()).toEqual([]);
});

it("recovers an order whose response was lost within 24 hours, but not later", async () => {
  const { control } = testAccount.simulator;
  await control.addFault({ method: "POST", effect: "applied", respond: { drop: true } });
  // The check before the order succeeds. All later checks fail.
  await control.addFault({
    method: "GET",
    after: { method: "GET" },
    times: 50,
    respond: { status: 403 },
  });
  await expect(create()).rejects.toThrow(/is not known/);
  await control.clearFaults();

  const after = (hours: number) => ({
    clock: new ImpatientClock(undefined, Date.now() + hours * 3_600_000),
  });
  await expect(create({ slotId }, after(25))).rejects.toThrow(/already has/);
  expect((await create({ slotId }, after(23))).id).toMatch(/^cni-/);
  expect(await ports()).toBe(1);
});

it("does not order another slot while the port of an unsaved order is not listed yet", async () => {
  await createAndKill({ slot: { facility: "Equinix CH2" } });
  await testAccount.simulator.control.addFault({
    path: "/cni/interconnects$",
    method: "GET",
    times: 9,
    respond: { edit: { set: { items: [] } } },
  });
  const again = create({ slot: { facility: "Equinix CH2" } });
  await expect(again).rejects.toThrow(
    /Interconnect cni-\S+, ordered by this resource at .* is not listed yet/,
  );
  expect(await ports()).toBe(1);
});

it("places an order even if the journal cannot be written", async () => {
  writeFileSync(home, "a file");
  expect((await create()).id).toMatch(/^cni-/);
  await expect(create()).rejects.toThrow(/set `adopt: true`/);
});
