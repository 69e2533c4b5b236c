/** Tests that a resource neither deletes nor restores an object that another resource has claimed since. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ResourceType } from "../lifecycle/providers";
import type { State } from "../testing/engine";
import { ImpatientClock } from "../testing/fake-clock";
import { newProcess, openTestAccount, type TestAccount } from "../testing/test-account";
import type { Props } from "./property-values";

const URN = (name: string) =>
  `urn:pulumi:dev::net::pulumi-nodejs:dynamic/cloudflare-cni:Interconnect::${name}`;

let home: string;
let testAccount: TestAccount;
let slotId: string;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "cni-claims-"));
  process.env.XDG_STATE_HOME = home;
  testAccount = await openTestAccount({}, { clock: new ImpatientClock() });
  [slotId] = await testAccount.freeSlots();
});
afterEach(async () => {
  await testAccount.close();
  rmSync(home, { recursive: true, force: true });
});

/** Starts a new plugin process, as each run of the engine does. */
async function newRun() {
  const plugin = newProcess(testAccount, { clock: new ImpatientClock() });
  return (type: ResourceType = "Interconnect") => plugin(type);
}
const api = () => testAccount.simulator.control.state();
const ports = async () => (await api()).interconnects.map(({ name }) => name);

async function orderPort(): Promise<State> {
  return (await (await newRun())()).create({ __urn: URN("p"), slotId });
}
const ADOPTING = (): Props => ({ __urn: URN("q"), slotId, adopt: true });

describe("claims", () => {
  it("hands the interconnect over when the old resource is deleted in the same run", async () => {
    const p = await orderPort();
    const run = await newRun();
    const q = await (await run()).create(ADOPTING());
    expect(q.id).toBe(p.id);
    expect(String(q.outputs.__claim) > String(p.outputs.__claim)).toBe(true);
    await (await run()).delete(p);
    expect(await ports()).toEqual([p.id]);
    expect(await testAccount.countRequests("DELETE")).toBe(0);
  });

  it("hands the interconnect over when the old resource is deleted in a later run that works on the new resource", async () => {
    const p = await orderPort();
    const q = await (await (await newRun())()).create(ADOPTING());
    const later = await (await newRun())();
    await later.diff(q, ADOPTING());
    await later.delete(p);
    expect(await ports()).toEqual([p.id]);
  });

  it("does not delete the interconnect in a later run that does not see the new resource", async () => {
    const p = await orderPort();
    await (await (await newRun())()).create(ADOPTING());
    const remove = (await (await newRun())()).delete(p);
    await expect(remove).rejects.toThrow(
      /was not deleted, because another resource or run claimed it at .* run `pulumi state delete 'urn:.*::p'`/,
    );
    expect(await ports()).toEqual([p.id]);
  });

  it("completes the deletion of the old resource if the interconnect no longer exists", async () => {
    const p = await orderPort();
    const q = await (await (await newRun())()).create(ADOPTING());
    await (await (await newRun())()).delete(q);
    await (await (await newRun())()).delete(p);
    expect(await ports()).toEqual([]);
  });

  it("hands the interconnect over on another machine if that machine finds the new resource's claim in the state", async () => {
    const p = await orderPort();
    const q = await (await (await newRun())()).create(ADOPTING());
    process.env.XDG_STATE_HOME = join(home, "elsewhere");
    const there = await (await newRun())();
    await there.refresh(q);
    await there.delete(p);
    expect(await ports()).toEqual([p.id]);
  });

  it("hands the interconnect over even if the clock of the machine that ordered it is ahead", async () => {
    const p = await orderPort();
    const inAnHour = String(Date.now() + 3_600_000).padStart(15, "0");
    const outputs = { ...p.outputs, __claim: `${inAnHour}-00000000` };
    process.env.XDG_STATE_HOME = join(home, "elsewhere");
    const there = await (await newRun())();
    await there.create(ADOPTING());
    await there.delete({ ...p, outputs });
    expect(await ports()).toEqual([p.id]);
  });

  it("makes the preview of the old resource fail, unless that resource claims the interconnect again with `adopt`", async () => {
    const p = await orderPort();
    await (await (await newRun())()).create(ADOPTING());
    const declared = { __urn: URN("p"), slotId };
    const stale = (await (await newRun())()).diff(p, declared);
    await expect(stale).rejects.toThrow(
      new RegExp(`Interconnect ${p.id} is claimed twice.*set .adopt: "${p.id}".*state delete`),
    );

    const run = await (await newRun())();
    const claiming = { ...declared, adopt: p.id };
    expect(await run.diff(p, claiming)).toMatchObject({ changes: true, replaces: [] });
    const again = await run.update(p, claiming);
    await (await (await newRun())()).diff(again, claiming);
    expect(await testAccount.countRequests("DELETE")).toBe(0);
  });

  it("makes preview fail if two resources of the program have the same interconnect", async () => {
    const p = await orderPort();
    const q = await (await (await newRun())()).create(ADOPTING());
    process.env.XDG_STATE_HOME = join(home, "elsewhere");
    const there = await (await newRun())();
    await there.diff(p, { __urn: URN("p"), slotId });
    await expect(there.diff(q, ADOPTING())).rejects.toThrow(/is claimed twice/);
  });
});

it("refuses to adopt an interconnect if its claim cannot be saved", async () => {
  const p = await orderPort();
  process.env.XDG_STATE_HOME = join(home, "file");
  writeFileSync(process.env.XDG_STATE_HOME, "");
  const adopting = (await (await newRun())()).create(ADOPTING());
  await expect(adopting).rejects.toThrow(/was not adopted, because its claim cannot be saved/);
  await (await (await newRun())()).delete(p);
  expect(await ports()).toEqual([]);
});

it("hands over a session that another resource has adopted", async () => {
  const port = await orderPort();
  const session = { interconnect: port.id, magic: { conduitName: "ewr" } };
  const p = await (await (await newRun())("CniBgpSession")).create({ __urn: URN("p"), ...session });
  const run = await (await newRun())("CniBgpSession");
  await run.create({ __urn: URN("q"), ...session, adopt: true });
  await run.delete(p);
  expect((await api()).cnis).toHaveLength(1);
});

it("leaves account settings unchanged if another resource has set them since", async () => {
  const declared = { defaultAsn: 64512 };
  const p = await (await (await newRun())("CniSettings")).create({ __urn: URN("p"), ...declared });
  const run = await (await newRun())("CniSettings");
  const q = await run.create({ __urn: URN("q"), ...declared });
  await run.delete(p);
  expect((await api()).accounts[0]?.settings).toEqual({ default_asn: 64512 });
  await run.delete(q);
});

it("leaves settings of a Magic interconnect unchanged if another resource has set them since", async () => {
  const port = await orderPort();
  const session = { interconnect: port.id, magic: { conduitName: "ewr" } };
  const { id } = await (await (await newRun())("CniBgpSession")).create(session);
  const declared = { session: id, mtu: 1400 };
  const type = "MagicInterconnect";
  const p = await (await (await newRun())(type)).create({ __urn: URN("p"), ...declared });
  const run = await (await newRun())(type);
  await run.create({ __urn: URN("q"), ...declared });
  const puts = await testAccount.countRequests("PUT");
  await run.delete(p);
  expect(await testAccount.countRequests("PUT")).toBe(puts);
});
