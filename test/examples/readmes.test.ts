/** The generated parts of the examples' READMEs; `UPDATE_EXAMPLES=1` writes them anew. */
import { join } from "node:path";
import { type Simulator, startSimulator } from "cloudflare-cni-simulator";
import { freeSlots } from "../support/lab";
import { EXAMPLES } from "./support/example";
import { expectCurrent } from "./support/generated";
import { type Rehearsal, type RehearsalOptions, rehearse } from "./support/rehearse";

const md5Key = "a key that is secret";
const accountId = "0123456789abcdef0123456789abcdef";

async function expectCurrentReadme(example: string, rehearsal: Rehearsal): Promise<void> {
  expect(JSON.stringify(rehearsal)).not.toContain(md5Key);
  await expectCurrent(join(EXAMPLES, example, "README.md"), rehearsal);
}

test.each<[string, RehearsalOptions]>([
  ["ha/1-single", { config: { md5Key } }],
  ["ha/2-device-diverse", { config: { md5Key } }],
  ["ha/3-site-diverse", { config: { md5Key } }],
  ["ha/4-site-and-device-diverse", { config: { md5Key } }],
  ["magic-transit-v2", { config: { accountId } }],
  ["partner", { config: { md5Key } }],
  [
    "multi-cloud",
    {
      config: { accountId, awsVpnGateway: "vgw-1", awsRouteTable: "rtb-1" },
      standIn: () => ({ pairingKey: "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/1" }),
    },
  ],
])("%s", async (example, options) => {
  await expectCurrentReadme(example, await rehearse(example, options));
});

test("ha-multi-location", async () => {
  const [ewr1SlotId = ""] = await freeSlots("Equinix NY1");
  const [ewr2SlotId = ""] = await freeSlots("Digital Realty JFK10");
  const [lax1SlotId = ""] = await freeSlots("CoreSite LA1");
  const config = { ewr1SlotId, ewr2SlotId, lax1SlotId, md5Key };
  await expectCurrentReadme("ha-multi-location", await rehearse("ha-multi-location", { config }));
});

test("multi-stack", async () => {
  const simulator: Simulator = await startSimulator({ healthyAfter: "0s" });
  try {
    const facility = async (stack: string, facility: string, localPreference: string) => {
      const config = { facility, localPreference, md5Key };
      return rehearse("multi-stack/facility", { stack, config, simulator });
    };
    const ord = await facility("ord", "Equinix CH2", "200");
    const lax = await facility("lax", "CoreSite LA1", "100");
    const network = await rehearse("multi-stack/network", {
      config: { facilities: '["ord", "lax"]' },
      standIn: (_type, { name }) => ({ outputs: name === "ord" ? ord.outputs : lax.outputs }),
    });
    await expectCurrentReadme("multi-stack", network);
  } finally {
    await simulator.close();
  }
});
