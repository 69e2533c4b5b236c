/** The example `multi-cloud`, with stand-ins for the plugins and packages of both clouds. */
import type { TestStack } from "../support/test-stack";
import { expectNothingLeft, openExample, STAND_INS } from "./support/life";

let testStack: TestStack;
beforeAll(async () => {
  testStack = await openExample("multi-cloud", {
    config: {
      accountId: "0123456789abcdef0123456789abcdef",
      awsVpnGateway: "vgw-1",
      awsRouteTable: "rtb-1",
    },
    env: STAND_INS,
  });
});
afterAll(() => testStack?.close());

async function routes() {
  const { accounts } = await testStack.simulator.control.state();
  return accounts[0]?.routes.map(({ prefix, nexthop }) => ({ prefix, nexthop }));
}

it("the multi-cloud example orders the Google port with the attachment's pairing key, and outputs the AWS connection for handover", async () => {
  await testStack.stack.up();
  const { interconnects, cnis } = await testStack.simulator.control.state();
  expect(interconnects).toMatchObject([{ type: "gcp_partner", speed: "1G", region: "us-east4" }]);
  const [nexthop] = cnis.map(({ cust_ip }) => cust_ip.replace("/31", ""));
  expect(await routes()).toEqual([{ prefix: "10.64.0.0/16", nexthop }]);
  expect(await testStack.stack.outputs()).toMatchObject({
    awsHandover: {
      connection: "cloudflare-1",
      location: "EqDC2",
      vlan: 100,
      letter: expect.stringContaining("describe-loa --connection-id cloudflare-1 "),
    },
    googleRoutes: expect.stringContaining("--set-custom-learned-route-ranges 10.0.0.0/16"),
    assessment: { configured: "single", operational: "single" },
  });
  const { resources } = await testStack.stack.state();
  const inputsOf = (type: string) => resources.find((one) => one.type.endsWith(type))?.inputs;
  expect(inputsOf(":InterconnectAttachment")).toMatchObject({ type: "PARTNER", mtu: "1500" });
  expect(inputsOf(":PrivateVirtualInterface")).toMatchObject({
    connectionId: "cloudflare-1",
    vlan: 100,
  });
  expect(inputsOf(":VpnGatewayRoutePropagation")).toMatchObject({ routeTableId: "rtb-1" });
  await testStack.stack.preview({ args: ["--expect-no-changes"] });
});

it("the multi-cloud example routes to AWS once the nexthop is configured", async () => {
  const [port] = (await testStack.simulator.control.state()).interconnects;
  // The account team would build a link on dataplane v1. The simulator has none, so another link stands in for it.
  const { id } = await testStack.post("cnis", {
    interconnect: port?.name,
    magic: { conduit_name: "aws", description: "", mtu: 1476 },
  });
  const { cnis } = await testStack.simulator.control.state();
  const nexthop = cnis.find((cni) => cni.id === id)?.cust_ip.replace("/31", "") ?? "";
  await testStack.stack.pulumi(["config", "set", "awsNexthop", nexthop]);
  await testStack.stack.up();
  expect(await routes()).toContainEqual({ prefix: "10.128.0.0/16", nexthop });
  await testStack.simulator.control.deleteCni(id);
  await expectNothingLeft(testStack);
});
