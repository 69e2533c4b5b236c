/** Runs the example `quickstart` with the Pulumi.yaml at the root of the repository. */
import { resolve } from "node:path";
import { firstFreeSlot, TestStack } from "./support/test-stack";

let testStack: TestStack;
beforeAll(async () => {
  testStack = await TestStack.open({
    program: resolve(__dirname, ".."),
    programProcess: true,
    simulator: { healthyAfter: "1s" },
    config: { slotId: await firstFreeSlot() },
  });
});
afterAll(() => testStack?.close());

it("the quickstart creates and destroys a port, a session and a health check, and keeps the account's ASN", async () => {
  await testStack.stack.up();
  const { interconnects, cnis, accounts } = await testStack.simulator.control.state();
  expect(cnis).toMatchObject([{ interconnect: interconnects[0]?.name }]);
  expect(accounts).toMatchObject([{ settings: { default_asn: 13335 } }]);
  expect(await testStack.stack.outputs()).toMatchObject({
    interconnect: interconnects[0]?.name,
    facility: { name: "Equinix NY1" },
    status: { state: "Healthy" },
    healthCheck: { enabled: true },
    addresses: { ours: cnis[0]?.cust_ip, cloudflare: cnis[0]?.p2p_ip },
  });
  await testStack.stack.preview({ args: ["--expect-no-changes"] });

  await testStack.stack.destroy();
  expect(await testStack.simulator.control.state()).toMatchObject({
    interconnects: [],
    cnis: [],
    accounts: [{ settings: { default_asn: 13335 } }],
  });
});
