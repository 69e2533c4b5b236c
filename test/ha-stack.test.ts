/** The example `ha-multi-location`, from the first preview to an empty account. */
import { join } from "node:path";
import { freeSlots, TestStack } from "./support/test-stack";

const PROGRAM = join(__dirname, "../examples/ha-multi-location");
const MD5_KEY = "a key that must not be seen";

let testStack: TestStack;
let spareSlot: string;

beforeAll(async () => {
  const [ewr1 = ""] = await freeSlots("Equinix NY1");
  const [ewr2 = "", spare = ""] = await freeSlots("Digital Realty JFK10");
  const [lax1 = ""] = await freeSlots("CoreSite LA1");
  spareSlot = spare;
  testStack = await TestStack.open({
    program: PROGRAM,
    simulator: { healthyAfter: "1s" },
    config: {
      ewr1SlotId: ewr1,
      ewr2SlotId: ewr2,
      lax1SlotId: lax1,
      md5Key: { secret: MD5_KEY },
    },
  });
});
afterAll(() => testStack?.close());

function opsOf(steps: readonly { op: string; urn: string }[], op: string): string[] {
  return steps
    .filter((step) => step.op === op)
    .map((step) => step.urn.split("::").slice(2).join(" ").replace(/^.*:/, ""))
    .sort();
}

// These tests are steps in order that follow one stack from creation to deletion.
describe("a stack with ports in three facilities", () => {
  it("shows thirteen resources to create in preview, without ordering anything", async () => {
    const { stdout } = await testStack.stack.preview({ args: ["--diff"] });
    expect(stdout).toContain("+ 13 to create");
    expect(stdout).toMatch(/md5Key +: \[secret\]/);
    expect((await testStack.stack.previewJson()).changeSummary).toEqual({ create: 13 });
    expect(await testStack.writes()).toEqual([]);
  });

  it("gets three ports on three devices with BGP sessions in up, which reports its progress", async () => {
    const { stdout } = await testStack.stack.up();
    expect(stdout).toMatch(/InterconnectReady ewr1 creating .*is Pending\. Waiting for Healthy/);
    const { interconnects, cnis } = await testStack.simulator.control.state();
    const devices = interconnects.map((port) => "ccr_device_name" in port && port.ccr_device_name);
    expect(new Set(devices).size).toBe(3);
    expect(cnis.map((cni) => cni.magic.conduit_name).sort()).toEqual(["ewr1", "ewr2", "lax1"]);
    for (const cni of cnis) {
      expect(cni.bgp).toEqual({
        customer_asn: 65010,
        extra_prefixes: ["0.0.0.0/0"],
        md5_key: MD5_KEY,
      });
    }
  });

  it("outputs the addresses and the preferences that the customer's routers need", async () => {
    const { customerSide } = await testStack.stack.outputs();
    const { cnis } = await testStack.simulator.control.state();
    const address = (name: string) => {
      const cni = cnis.find(({ magic }) => magic.conduit_name === name);
      return { customerIp: cni?.cust_ip, cloudflareIp: cni?.p2p_ip };
    };
    expect(customerSide).toMatchObject([
      { name: "ewr1", steering: "primary", state: "Healthy", ...address("ewr1") },
      { name: "ewr2", steering: "secondary", state: "Healthy", ...address("ewr2") },
      { name: "lax1", steering: "standby", state: "Healthy", ...address("lax1") },
    ]);
  });

  it("has no changes in the next two previews", async () => {
    expect((await testStack.stack.previewJson()).changeSummary).toEqual({ same: 13 });
    await testStack.stack.preview({ args: ["--expect-no-changes"] });
  });

  it("has a small state that contains the MD5 key only in encrypted form", async () => {
    const { resources } = await testStack.stack.state();
    const ours = resources.filter(({ type }) => type.includes("dynamic/cloudflare-cni"));
    expect(ours).toHaveLength(12);
    for (const resource of ours) {
      const type = resource.type.split(":").at(-1);
      const text = resource.outputs?.__provider;
      expect(text).toBe(
        `exports.handler=()=>require("pulumi-cloudflare-cni/dynamic").provider("${type}")`,
      );
      expect(String(text).length).toBeLessThan(100);
      // The SDK does not record a line if an anonymous callback declares the resource.
      expect(resource.sourcePosition ?? "index.ts#").toContain("index.ts#");
    }
    expect(JSON.stringify(ours).length / ours.length).toBeLessThan(3072);
    expect(JSON.stringify(resources)).not.toContain(MD5_KEY);
  });

  it("plans an update of only the sessions whose MTU or conduit name changes", async () => {
    await testStack.stack.pulumi(["config", "set", "primaryMtu", "1476"]);
    const { stdout } = await testStack.stack.preview({ args: ["--diff"] });
    expect(stdout).toMatch(/~ mtu +: 1500 => 1476/);
    const { steps, changeSummary } = await testStack.stack.previewJson();
    expect(changeSummary).toEqual({ update: 1, same: 12 });
    expect(opsOf(steps, "update")).toEqual(["CniBgpSession ewr1"]);

    await testStack.stack.pulumi(["config", "set", "lax1ConduitName", "lax1-backup"]);
    await testStack.stack.up();
    const { cnis } = await testStack.simulator.control.state();
    expect(cnis.map(({ magic }) => `${magic.conduit_name} ${magic.mtu}`).sort()).toEqual([
      "ewr1 1476",
      "ewr2 1500",
      "lax1-backup 1500",
    ]);
  });

  it("applies a changed MD5 key, and masks it in the diff", async () => {
    await testStack.stack.pulumi(["config", "set", "--secret", "md5Key", "another hidden key"]);
    const { stdout } = await testStack.stack.preview({ args: ["--diff"] });
    expect(stdout).toContain("~ 6 to update");
    expect(stdout).not.toContain("another hidden key");
    expect(stdout).not.toContain(MD5_KEY);
    await testStack.stack.up();
    const { cnis } = await testStack.simulator.control.state();
    expect(cnis.map(({ bgp }) => bgp?.md5_key)).toEqual(Array(3).fill("another hidden key"));
  });

  it("warns if a facility is down, without planning a change", async () => {
    await testStack.simulator.control.beginOutage({ facility: "Equinix NY1", reason: "no light" });
    const { stdout } = await testStack.stack.refresh();
    expect(stdout).toMatch(/warning: cni-ewr-\S+ changed from \w+ to Down \(no light\)/);
    const { resources } = await testStack.stack.state();
    const port = resources.find(({ urn }) => urn.endsWith(":Interconnect::ewr1"));
    expect(port?.outputs?.status).toEqual({ state: "Down", reason: "no light" });
    expect((await testStack.stack.previewJson()).changeSummary).toEqual({ same: 13 });
    await testStack.simulator.control.endOutages();
  });

  it("plans a replacement for another slot, which orders the new port before it deletes the old one", async () => {
    const before = await testStack.simulator.control.state();
    await testStack.stack.pulumi(["config", "set", "ewr2SlotId", spareSlot]);
    const { steps } = await testStack.stack.previewJson();
    const replaced = steps.filter(({ op }) => op === "replace");
    expect(opsOf(replaced, "replace")).toEqual([
      "CniBgpSession ewr2",
      "Interconnect ewr2",
      "InterconnectReady ewr2",
      "MagicInterconnect ewr2",
    ]);
    const port = replaced.find(({ urn }) => urn.endsWith(":Interconnect::ewr2"));
    expect(port?.replaceReasons).toEqual(["slotId"]);

    const requestsBefore = (await testStack.simulator.control.requests()).length;
    await testStack.stack.up();
    const after = await testStack.simulator.control.state();
    expect(after.interconnects).toHaveLength(3);
    expect(after.occupiedSlots).toContain(spareSlot);
    expect(after.cnis).toHaveLength(before.cnis.length);
    const writes = (await testStack.simulator.control.requests())
      .slice(requestsBefore)
      .filter(({ method }) => method !== "GET")
      .map(({ method, path }) => `${method} ${path.replace(/.*(?:cni|magic)\/(\w+).*/, "$1")}`);
    expect(writes).toEqual([
      "POST interconnects",
      // The provider restores the health check before it deletes the session, and sets it on the new session.
      "PUT cf_interconnects",
      "DELETE cnis",
      "POST cnis",
      "PUT cf_interconnects",
      "DELETE interconnects",
    ]);
  });

  it("leaves an account without objects after destroy", async () => {
    await testStack.stack.destroy();
    const state = await testStack.simulator.control.state();
    expect(state).toMatchObject({ interconnects: [], cnis: [], occupiedSlots: [] });
  });
});
