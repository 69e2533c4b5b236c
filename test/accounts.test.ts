/** Programs that work on several accounts, each with credentials of its own. */
import { type Simulator, startSimulator } from "cloudflare-cni-simulator";
import { aFreeSlot, Lab } from "./support/lab";

const LAB_TOKEN = "the-lab's-own-token";

let lab: Lab;
let other: Simulator;
beforeAll(async () => {
  other = await startSimulator({ accountId: "fedcba9876543210fedcba9876543210", token: LAB_TOKEN });
  lab = await Lab.open({
    program: {
      "index.js": `
        const pulumi = require("@pulumi/pulumi");
        const cni = require("pulumi-cloudflare-cni");
        const slotId = process.env.SLOT_ID;
        const provider = new cni.CloudflareAccount("lab", {
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
      SLOT_ID: await aFreeSlot(),
      LAB_ACCOUNT: other.accountId,
      LAB_BASE_URL: other.baseUrl,
    },
    config: { labToken: { secret: LAB_TOKEN } },
  });
});
afterAll(async () => {
  await lab?.close();
  await other?.close();
});

it("order each port where it belongs, and take it down there", async () => {
  await lab.stack.up();
  const production = await lab.simulator.control.state();
  const inTheLab = await other.control.state();
  expect(production.interconnects).toMatchObject([{ account: lab.simulator.accountId }]);
  expect(production.cnis).toEqual([]);
  expect(inTheLab.interconnects).toMatchObject([{ account: other.accountId }]);
  expect(inTheLab.cnis).toMatchObject([{ account: other.accountId }]);
  await lab.stack.preview({ args: ["--expect-no-changes"] });
  await lab.stack.refresh();
  expect(JSON.stringify(await lab.stack.state())).not.toContain(LAB_TOKEN);

  await lab.stack.destroy();
  for (const { control } of [lab.simulator, other]) {
    expect((await control.state()).interconnects).toEqual([]);
  }
});
