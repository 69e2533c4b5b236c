/** The example `account-asn`: preview lists the affected sessions, and `destroy` restores the ASN. */
import { firstFreeSlot, type TestStack } from "../support/test-stack";
import { openExample } from "./support/life";

const CONDUITS = ["branch", "data-centre"];

let testStack: TestStack;
let before: number;
beforeAll(async () => {
  testStack = await openExample("account-asn", { config: { defaultAsn: "64512" } });
  const { control } = testStack.simulator;
  await control.editSettings({ default_asn: 64_999 });
  const { name } = await testStack.post("interconnects", {
    slot_id: await firstFreeSlot(),
    type: "direct",
  });
  for (const conduit_name of [...CONDUITS, "no-bgp"]) {
    await testStack.post("cnis", {
      interconnect: name,
      magic: { conduit_name, description: "of another stack", mtu: 1500 },
      bgp: CONDUITS.includes(conduit_name)
        ? { customer_asn: 65_010, extra_prefixes: [], md5_key: "their key" }
        : undefined,
    });
  }
  before = (await testStack.writes()).length;
});
afterAll(() => testStack?.close());

async function accountAsn(): Promise<number | undefined> {
  const { accounts } = await testStack.simulator.control.state();
  return accounts[0]?.settings.default_asn;
}

it("a preview of the account-asn example lists the sessions that the change resets and the new ASN for their routers", async () => {
  const { all } = await testStack.stack.preview({ args: ["--show-full-output"] });
  expect(all).toContain("remote-as 64512");
  expect(all).not.toContain("remote-as 13335");
  expect(all).toContain("<md5-key-of-branch>");
  expect(all).not.toContain("their key");
  expect(await accountAsn()).toBe(64_999);
});

it("the account-asn example sets the ASN with one request, and does not change sessions", async () => {
  await testStack.stack.up();
  expect(await accountAsn()).toBe(64_512);
  expect((await testStack.writes()).slice(before)).toEqual(["PUT"]);
  const { affected, ...outputs } = await testStack.stack.outputs();
  expect([affected].flat().sort()).toEqual(CONDUITS);
  expect(outputs).toMatchObject({ asn: 64_512, restoredOnDestroy: 64_999 });
  const { resources } = await testStack.stack.state();
  expect(resources).toContainEqual(
    expect.objectContaining({
      id: testStack.simulator.accountId,
      outputs: expect.objectContaining({ defaultAsn: 64_512, previousDefaultAsn: 64_999 }),
    }),
  );
  await testStack.stack.preview({ args: ["--expect-no-changes"] });
});

it("the account-asn example restores the original ASN on destroy, and keeps unmanaged sessions", async () => {
  await testStack.stack.destroy();
  expect(await accountAsn()).toBe(64_999);
  expect((await testStack.writes()).slice(before)).toEqual(["PUT", "PUT"]);
  expect((await testStack.simulator.control.state()).cnis).toHaveLength(3);
  const { resources } = await testStack.stack.state();
  expect(resources.filter(({ type }) => type.includes("CniSettings"))).toEqual([]);
});
