/** Lookups in programs with the real engine: in preview and up, with pages, caching and credentials. */
import { type Simulator, startSimulator } from "cloudflare-cni-simulator";
import { firstFreeSlot, TestStack } from "./support/test-stack";

const LAB_TOKEN = "the-lab's-own-token";
const PDF = "%PDF-1.3 a letter %%EOF";

describe("a lookup in a program", () => {
  let testStack: TestStack;
  beforeAll(async () => {
    testStack = await TestStack.open({
      program: {
        "index.js": `
          const pulumi = require("@pulumi/pulumi");
          const cni = require("pulumi-cloudflare-cni");
          module.exports = async () => {
            const { slots } = await cni.getSlots({ occupied: false });
            const { slots: free } = await cni.getSlots({ occupied: false });
            const port = new cni.Interconnect("port", { slotId: process.env.SLOT_ID });
            const letter = cni.getLetterOfAuthorizationOutput({ interconnect: port.id });
            return {
              free: slots.length,
              same: free.length,
              device: cni.getInterconnectOutput({ name: port.id }).device,
              state: cni.getInterconnectStatusOutput({ name: port.name }).state,
              occupied: cni.getSlotOutput({ id: port.slotId }).occupied,
              ports: cni.getInterconnectsOutput({}, { dependsOn: port }).interconnects.length,
              hidden: cni.getInterconnectOutput({ name: pulumi.secret(port.id) }).device,
              letter: letter.base64,
              asset: letter.asset,
            };
          };
        `,
      },
      env: { SLOT_ID: await firstFreeSlot() },
    });
    await testStack.simulator.control.behave({ pageSize: 50 });
    // The simulator cannot create PDF files in a jest process.
    const respond = { status: 200, headers: { "content-type": "application/pdf" }, body: PDF };
    await testStack.simulator.control.addFault({ path: "/loa", respond, times: 100 });
  });
  afterAll(() => testStack?.close());

  async function asked(): Promise<string[]> {
    const requests = await testStack.simulator.control.requests();
    return requests.map(({ method, path }) => `${method} ${path.replace(/^.*\/cni\//, "")}`);
  }

  it("reads each page only once in preview, and returns unknown results for unknown arguments", async () => {
    const slots = await testStack.simulator.control.slots();
    const pages = Math.ceil(slots.length / 50);
    expect(pages).toBeGreaterThan(1);
    const { stdout } = await testStack.stack.preview();
    expect(stdout).toMatch(new RegExp(`free +: ${slots.length}\\n`));
    expect(stdout).toMatch(new RegExp(`same +: ${slots.length}\\n`));
    expect(stdout).toMatch(/device *: (output<string>|\[unknown\])/);
    // The slot's ID is known, but whether the slot is occupied changes with the order.
    expect(stdout).toMatch(/occupied *: (output<string>|\[unknown\])/);
    expect(await asked()).toEqual(Array(pages).fill("GET slots"));
  });

  it("returns known results in up, and queries the API again in the next run", async () => {
    await testStack.stack.up();
    const slots = await testStack.simulator.control.slots();
    expect(await testStack.stack.outputs()).toMatchObject({
      free: slots.length,
      device: "ccr01.ewr-b",
      state: "Pending",
      occupied: true,
      ports: 1,
      hidden: "[secret]",
      letter: Buffer.from(PDF).toString("base64"),
    });
    expect(await testStack.stack.outputs({ showSecrets: true })).toMatchObject({
      hidden: "ccr01.ewr-b",
    });
    const { stdout } = await testStack.stack.preview();
    expect(stdout).toMatch(new RegExp(`~ free *: ${slots.length} => ${slots.length - 1}\\n`));
    expect(stdout).not.toMatch(/[~+-] (asset|letter|device)/);
  });

  it("reports an invalid token in one line in preview", async () => {
    const { exitCode, all } = await testStack.stack.preview({
      env: { CLOUDFLARE_API_TOKEN: "wrong-token-of-mine" },
      expectExitCode: "any",
    });
    expect(exitCode).not.toBe(0);
    expect(all).toMatch(
      /getSlots: GET \/accounts\/\w+\/cni\/slots: 401 .*\(code \d+, ray [\w-]+\)\. The token may be revoked or expired\. Check CLOUDFLARE_API_TOKEN/,
    );
    expect(all).not.toMatch(/^\s+at /m);
    expect(all).not.toContain("wrong-token-of-mine");
  });
});

it("a lookup with output arguments reports its failure in one line", async () => {
  const testStack = await TestStack.open({
    program: {
      "index.js": `
        const pulumi = require("@pulumi/pulumi");
        const cni = require("pulumi-cloudflare-cni");
        exports.device = cni.getInterconnectOutput({ name: pulumi.output("cni-nowhere-1") }).device;
      `,
    },
  });
  try {
    const { exitCode, all } = await testStack.stack.preview({ expectExitCode: "any" });
    expect(exitCode).not.toBe(0);
    expect(all).toMatch(
      /getInterconnect: GET \/accounts\/\w+\/cni\/interconnects\/cni-nowhere-1: 404/,
    );
    expect(all).not.toMatch(/^\s+at /m);
  } finally {
    await testStack.close();
  }
});

describe("a lookup with a Provider", () => {
  let testStack: TestStack;
  let other: Simulator;
  beforeAll(async () => {
    const accountId = "fedcba9876543210fedcba9876543210";
    other = await startSimulator({ accountId, token: LAB_TOKEN });
    testStack = await TestStack.open({
      program: {
        "index.js": `
          const pulumi = require("@pulumi/pulumi");
          const cni = require("pulumi-cloudflare-cni");
          module.exports = async () => {
            const provider = new cni.Provider("lab", {
              apiToken: new pulumi.Config().requireSecret("labToken"),
              accountId: process.env.LAB_ACCOUNT,
              baseUrl: process.env.LAB_BASE_URL,
            });
            const component = new pulumi.ComponentResource("a:b:C", "c", {}, { providers: [provider] });
            const given = await cni.getCniSettings({}, { provider });
            return {
              given: given.defaultAsn,
              inherited: cni.getCniSettingsOutput({}, { parent: component }).defaultAsn,
              own: (await cni.getCniSettings()).defaultAsn,
            };
          };
        `,
      },
      env: { LAB_ACCOUNT: accountId, LAB_BASE_URL: other.baseUrl },
      config: { labToken: { secret: LAB_TOKEN } },
    });
    await other.control.editSettings({ default_asn: 64999 });
  });
  afterAll(async () => {
    await testStack?.close();
    await other?.close();
  });

  it("queries the provider's account in preview and up, and does not print its token", async () => {
    const preview = await testStack.stack.preview();
    expect(preview.stdout).toMatch(/given *: 64999/);
    const up = await testStack.stack.up();
    expect(await testStack.stack.outputs()).toEqual({ given: 64999, inherited: 64999, own: 13335 });
    expect(await other.control.requests()).toHaveLength(2);
    const state = JSON.stringify(await testStack.stack.state());
    for (const text of [preview.all, up.all, state]) expect(text).not.toContain(LAB_TOKEN);
  });
});
