/** `get` of objects that the program does not manage. */
import { firstFreeSlot, TestStack } from "./support/test-stack";

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
    slot_id: await firstFreeSlot(),
  }));
  ({ id: session } = await testStack.post("cnis", {
    interconnect: port,
    magic: { conduit_name: "theirs", description: "", mtu: 1500 },
    bgp: { customer_asn: 65010, extra_prefixes: [], md5_key: "their key" },
  }));
  account = testStack.simulator.accountId;
});
afterAll(() => testStack?.close());

it("get reads an unmanaged port, an unmanaged session and unmanaged settings without changing them", async () => {
  const before = await testStack.simulator.control.state();
  const env = { PORT: port, SESSION: session, ACCOUNT: account };
  await testStack.stack.up({ env });
  expect(await testStack.stack.outputs()).toMatchObject({
    device: "ccr01.ewr-b",
    neighbor: before.cnis[0]?.p2p_ip,
    asn: 13335,
  });
  await testStack.stack.preview({ env, args: ["--expect-no-changes"] });

  // The next run must read a change that somebody made elsewhere, and must not revert it.
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

it("get marks the MD5 key of a session as a secret", async () => {
  await testStack.stack.up({ env: { SESSION: session } });
  expect(JSON.stringify(await testStack.stack.state())).not.toContain("their key");
  await testStack.stack.destroy();
});

it.each([
  { variable: "PORT", id: "cni-nowhere-000001" },
  { variable: "SESSION", id: ABSENT },
])("get fails if the $variable $id does not exist", async ({ variable, id }) => {
  const result = await testStack.stack.preview({ env: { [variable]: id }, expectExitCode: "any" });
  expect(result.exitCode).not.toBe(0);
  expect(result.stdout).toContain(`${id} does not exist. Check the ID and the account.`);
});
