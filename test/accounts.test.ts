/** Programs that work on several accounts, each with its own credentials. */
import { type Simulator, startSimulator } from "cloudflare-cni-simulator";
import { firstFreeSlot, TestStack } from "./support/test-stack";

const LAB_TOKEN = "the-lab's-own-token";

let testStack: TestStack;
let other: Simulator;
beforeAll(async () => {
  other = await startSimulator({ accountId: "fedcba9876543210fedcba9876543210", token: LAB_TOKEN });
  testStack = await TestStack.open({
    program: {
      "index.js": `
        const pulumi = require("@pulumi/pulumi");
        const cni = require("pulumi-cloudflare-cni");
        const slotId = process.env.SLOT_ID;
        const provider = new cni.Provider("lab", {
          apiToken: new pulumi.Config().requireSecret("labToken"),
          accountId: process.env.LAB_ACCOUNT,
          baseUrl: process.env.LAB_BASE_URL,
        });
        const port = new cni.Interconnect("lab", { slotId }, { provider });
        new cni.CniBgpSession(
          "lab",
          { interconnect: port, magic: { conduitName: "lab" } },
          { provider },
        );
        new cni.Interconnect("production", { slotId });
      `,
    },
    env: {
      SLOT_ID: await firstFreeSlot(),
      LAB_ACCOUNT: other.accountId,
      LAB_BASE_URL: other.baseUrl,
    },
    config: { labToken: { secret: LAB_TOKEN } },
  });
});
afterAll(async () => {
  await testStack?.close();
  await other?.close();
});

it("a program with two accounts orders and deletes each port in its own account", async () => {
  await testStack.stack.up();
  const production = await testStack.simulator.control.state();
  const inTheLab = await other.control.state();
  expect(production.interconnects).toMatchObject([{ account: testStack.simulator.accountId }]);
  expect(production.cnis).toEqual([]);
  expect(inTheLab.interconnects).toMatchObject([{ account: other.accountId }]);
  expect(inTheLab.cnis).toMatchObject([{ account: other.accountId }]);
  await testStack.stack.preview({ args: ["--expect-no-changes"] });
  await testStack.stack.refresh();
  expect(JSON.stringify(await testStack.stack.state())).not.toContain(LAB_TOKEN);

  await testStack.stack.destroy();
  for (const { control } of [testStack.simulator, other]) {
    expect((await control.state()).interconnects).toEqual([]);
  }
});
