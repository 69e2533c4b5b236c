/** Looking up what something else manages: read at every run, never changed, an error when absent. */
import { aFreeSlot, TestStack } from "./support/test-stack";

const ABSENT = "00000000-0000-4000-8000-000000000000";

let testStack: TestStack;
let port: string;
let session: string;
let account: string;
beforeAll(async () => {
  testStack = await TestStack.open({
    program: {
      "index.js": `
        const cni = require("pulumi-cloudflare-cni");
        const { PORT, SESSION, ACCOUNT } = process.env;
        if (PORT) exports.device = cni.Interconnect.get("port", PORT).device;
        if (SESSION) {
          const session = cni.CniBgpSession.get("session", SESSION);
          exports.neighbor = session.cloudflareIp;
          exports.bgp = session.bgp;
        }
        if (ACCOUNT) exports.asn = cni.CniSettings.get("settings", ACCOUNT).defaultAsn;
      `,
    },
  });
  ({ name: port } = await testStack.post("interconnects", {
    type: "direct",
    slot_id: await aFreeSlot(),
  }));
  ({ id: session } = await testStack.post("cnis", {
    interconnect: port,
    magic: { conduit_name: "theirs", description: "", mtu: 1500 },
    bgp: { customer_asn: 65010, extra_prefixes: [], md5_key: "their key" },
  }));
  account = testStack.simulator.accountId;
});
afterAll(() => testStack?.close());

it("reads a port, a session and settings that it does not manage, and leaves them", async () => {
  const before = await testStack.simulator.control.state();
  const env = { PORT: port, SESSION: session, ACCOUNT: account };
  await testStack.stack.up({ env });
  expect(await testStack.stack.outputs()).toMatchObject({
    device: "ccr01.ewr-b",
    neighbor: before.cnis[0]?.p2p_ip,
    asn: 13335,
  });
  await testStack.stack.preview({ env, args: ["--expect-no-changes"] });

  // What changes elsewhere is seen at the next run, and never put back.
  await testStack.simulator.control.editSettings({ default_asn: 64999 });
  await testStack.stack.up({ env });
  expect(await testStack.stack.outputs()).toMatchObject({ asn: 64999 });

  await testStack.stack.destroy({ env });
  const after = await testStack.simulator.control.state();
  expect(after.interconnects).toEqual(before.interconnects);
  expect(after.cnis).toEqual(before.cnis);
  expect(after.accounts).toMatchObject([{ settings: { default_asn: 64999 } }]);
  const writes = (await testStack.writes()).slice(2);
  expect(writes).toEqual([]);
});

it("keeps the key of a session that it only reads a secret", async () => {
  await testStack.stack.up({ env: { SESSION: session } });
  expect(JSON.stringify(await testStack.stack.state())).not.toContain("their key");
  await testStack.stack.destroy();
});

it.each([
  ["PORT", "cni-nowhere-000001"],
  ["SESSION", ABSENT],
])("says so when there is no %s %s", async (what, id) => {
  const result = await testStack.stack.preview({ env: { [what]: id }, expectExitCode: "any" });
  expect(result.exitCode).not.toBe(0);
  expect(result.stdout).toContain(`${id} does not exist; check the id and the account`);
});
