/** Moves a stack from dynamic resources to the provider plugin and back. */
import { resolve } from "node:path";
import { freeSlots, TestStack } from "./support/test-stack";

const BIN = resolve(__dirname, "../provider/bin");
const PROGRAM = {
  "Pulumi.yaml": JSON.stringify({
    name: "throwaway",
    runtime: { name: "nodejs", options: { typescript: false } },
    plugins: { providers: [{ name: "cloudflare-cni", path: BIN }] },
  }),
  "index.js": `
    const toPlugin = process.env.DOOR === "plugin";
    const cni = require("pulumi-cloudflare-cni" + (toPlugin ? "/native" : ""));
    // Moving back needs an alias. The package does not add it, because most programs never use the plugin.
    const from = (type) => (toPlugin ? {} : { aliases: [{ type: "cloudflare-cni:index:" + type }] });
    const port = new cni.Interconnect("p", { slotId: process.env.SLOT }, from("Interconnect"));
    const ready = new cni.InterconnectReady("p", { interconnect: port }, from("InterconnectReady"));
    const session = new cni.CniBgpSession(
      "p",
      {
        interconnect: port,
        magic: { conduitName: "ewr" },
        bgp: { customerAsn: 65010, md5Key: "a key that is secret" },
      },
      { ...from("CniBgpSession"), dependsOn: ready },
    );
    new cni.MagicInterconnect("p", { session, healthCheck: { rate: "low" } }, from("MagicInterconnect"));
    new cni.CniSettings("account", { defaultAsn: 64512 }, from("CniSettings"));
  `,
};
const DYNAMIC = { env: { DOOR: "dynamic" } };
const PLUGIN = { env: { DOOR: "plugin" } };
const NAMES = [
  ...["CniBgpSession", "CniSettings", "Interconnect", "InterconnectReady", "MagicInterconnect"],
];

let testStack: TestStack;
beforeAll(async () => {
  const [SLOT = ""] = await freeSlots("Equinix NY1");
  testStack = await TestStack.open({
    program: PROGRAM,
    env: { SLOT },
    simulator: { healthyAfter: "0s" },
  });
});
afterAll(() => testStack?.close());

const typesInState = async () => {
  const { resources } = await testStack.stack.state();
  return resources
    .map(({ type }) => type)
    .filter((type) => !type.startsWith("pulumi:"))
    .sort();
};

it("a stack that moves to the plugin has no changes and sends no writes", async () => {
  await testStack.stack.up(DYNAMIC);
  const before = await testStack.writes();
  await testStack.stack.preview({ ...PLUGIN, args: ["--expect-no-changes"] });
  const { stdout } = await testStack.stack.up(PLUGIN);
  expect(stdout).toContain("6 unchanged");
  expect(await typesInState()).toEqual(NAMES.map((name) => `cloudflare-cni:index:${name}`));
  expect(await testStack.writes()).toEqual(before);
  expect(JSON.stringify(await testStack.stack.state())).not.toContain("a key that is secret");
});

it("a stack that moved to the plugin has no changes after a refresh", async () => {
  await testStack.stack.refresh({ args: ["--expect-no-changes"] });
  await testStack.stack.preview({ ...PLUGIN, args: ["--expect-no-changes"] });
});

it("a stack that moves back to dynamic resources with aliases sends no writes", async () => {
  const { interconnects, cnis } = await testStack.simulator.control.state();
  const { changeSummary } = await testStack.stack.previewJson(DYNAMIC);
  expect(changeSummary).not.toHaveProperty("replace");
  expect(changeSummary).not.toHaveProperty("delete");
  await testStack.stack.up(DYNAMIC);
  expect(await typesInState()).toEqual(
    NAMES.map((name) => `pulumi-nodejs:dynamic/cloudflare-cni:${name}`),
  );
  const after = await testStack.simulator.control.state();
  expect(after.interconnects.map(({ name }) => name)).toEqual(
    interconnects.map(({ name }) => name),
  );
  expect(after.cnis).toEqual(cnis);
  await testStack.stack.preview({ ...DYNAMIC, args: ["--expect-no-changes"] });
  await testStack.stack.refresh({ args: ["--expect-no-changes"] });
  await testStack.stack.destroy();
  expect((await testStack.simulator.control.state()).interconnects).toEqual([]);
});
