/** Lifecycle of sessions, settings and ports: drift, adoption, replacement and restored settings. */
import {
  DECLARED_BY_ENVIRONMENT,
  type Declaration,
  declare,
  freeSlots,
  TestStack,
} from "./support/test-stack";

let testStack: TestStack;
let slots: string[];
beforeAll(async () => {
  slots = await freeSlots("Equinix NY1");
  testStack = await TestStack.open({ program: DECLARED_BY_ENVIRONMENT });
});
afterEach(() => testStack.startOver());
afterAll(() => testStack?.close());

const port = (args: object = {}): Declaration => ({
  type: "Interconnect",
  name: "port",
  args: { slotId: slots[0], ...args },
});
const BGP = { customerAsn: 65010, extraPrefixes: ["0.0.0.0/0", "100.96.0.0/12"] };
const session = (args: object = {}): Declaration => ({
  type: "CniBgpSession",
  name: "session",
  args: { interconnect: "$port", magic: { conduitName: "ewr" }, bgp: BGP, ...args },
});
const settings = (defaultAsn: number): Declaration => ({
  type: "CniSettings",
  name: "settings",
  args: { defaultAsn },
});

const theCni = async () => {
  const [cni, ...others] = (await testStack.simulator.control.state()).cnis;
  expect(others).toEqual([]);
  if (cni === undefined) throw new Error("The account has no session.");
  return cni;
};
const expectNoChanges = (...program: Declaration[]) =>
  testStack.stack.preview({ ...declare(...program), args: ["--expect-no-changes"] });

describe("a BGP session", () => {
  it("gets its BGP mode after creation, and loses its BGP settings if the program removes them", async () => {
    await testStack.stack.up(declare(port(), session({ bgpMode: "advertise_only" })));
    expect(await theCni()).toMatchObject({
      bgp_mode: "advertise_only",
      magic: { conduit_name: "ewr", description: "Managed by Pulumi", mtu: 1500 },
    });
    await expectNoChanges(port(), session({ bgpMode: "advertise_only" }));
    // The session keeps its mode if the program no longer declares one.
    await expectNoChanges(port(), session());

    const { id } = await theCni();
    await testStack.stack.up(declare(port(), session({ bgp: undefined })));
    const after = await theCni();
    expect(after.id).toBe(id);
    expect(after.bgp).toBeUndefined();
    await expectNoChanges(port(), session({ bgp: undefined }));
  });

  it("lists each field that was changed in the dashboard, and reverts the changes in up", async () => {
    await testStack.stack.up(declare(port(), session()));
    const { id } = await theCni();
    await testStack.simulator.control.editCni(id, {
      magic: { mtu: 1400 },
      bgp: { customer_asn: 65011, extra_prefixes: ["0.0.0.0/0"] },
    });
    await testStack.stack.refresh();
    const { stdout } = await testStack.stack.preview({
      ...declare(port(), session()),
      args: ["--diff"],
    });
    expect(stdout).toMatch(/~ mtu *: 1400 => 1500/);
    expect(stdout).toMatch(/~ customerAsn +: 65011 => 65010/);
    expect(stdout).toMatch(/\+ \[1\]: "100\.96\.0\.0\/12"/);
    await testStack.stack.up(declare(port(), session()));
    expect(await theCni()).toMatchObject({
      magic: { mtu: 1500 },
      bgp: { customer_asn: 65010, extra_prefixes: BGP.extraPrefixes },
    });
  });

  it("has no changes if only the order of prefixes differs", async () => {
    await testStack.stack.up(declare(port(), session()));
    const { id, bgp } = await theCni();
    if (bgp === undefined) throw new Error("The session has no BGP settings.");
    await testStack.simulator.control.editCni(id, {
      bgp: { ...bgp, extra_prefixes: [...BGP.extraPrefixes].reverse() },
    });
    await testStack.stack.refresh();
    await expectNoChanges(port(), session());
  });

  it("is created again after somebody deleted it outside Pulumi", async () => {
    await testStack.stack.up(declare(port(), session()));
    const { id } = await theCni();
    await testStack.simulator.control.deleteCni(id);
    await testStack.stack.refresh();
    const { changeSummary } = await testStack.stack.previewJson(declare(port(), session()));
    expect(changeSummary).toEqual({ same: 2, create: 1 });
    await testStack.stack.up(declare(port(), session()));
    expect((await theCni()).id).not.toBe(id);
  });

  it("stores an MD5 key as a secret even if the program declares it in plain text", async () => {
    const withKey = session({ bgp: { ...BGP, md5Key: "plain in the program" } });
    await testStack.stack.up(declare(port(), withKey));
    expect((await theCni()).bgp?.md5_key).toBe("plain in the program");
    expect(JSON.stringify(await testStack.stack.state())).not.toContain("plain in the program");
    expect(JSON.stringify(await testStack.stack.outputs())).not.toContain("plain in the program");
  });
});

describe("an unmanaged BGP session", () => {
  it("is adopted with a message that lists every changed field, but not the MD5 keys", async () => {
    await testStack.stack.up(declare(port()));
    const interconnect = (await testStack.simulator.control.state()).interconnects[0]?.name;
    const { id } = await testStack.post("cnis", {
      interconnect,
      magic: { conduit_name: "ewr", description: "by hand", mtu: 1476 },
      bgp: { customer_asn: 65099, extra_prefixes: [], md5_key: "an old key" },
    });
    const adopting = session({ adopt: true, bgp: { ...BGP, md5Key: "a new key" } });
    const { stdout } = await testStack.stack.up(declare(port(), adopting));
    expect(stdout).toContain(
      `Adopted session ${id}. Changing magic.description from "by hand" to "Managed by Pulumi", magic.mtu from 1476 to 1500, bgp.customerAsn from 65099 to 65010, bgp.extraPrefixes from [] to ["0.0.0.0/0","100.96.0.0/12"], bgp.md5Key.`,
    );
    expect(stdout).not.toMatch(/an old key|a new key/);
    expect(await theCni()).toMatchObject({
      id,
      magic: { mtu: 1500 },
      bgp: { customer_asn: 65010 },
    });
  });
});

describe("an interconnect", () => {
  it("is refused on an occupied slot, unless `adopt` makes it manage the existing interconnect", async () => {
    const { stack } = testStack;
    const order = { type: "direct", slot_id: slots[0] };
    const { name } = await testStack.post("interconnects", order);
    const refused = await stack.up({ ...declare(port()), expectExitCode: "any" });
    expect(refused.stdout).toContain(`Slot ${slots[0]} already has interconnect ${name}`);
    expect(refused.stdout).toContain("set `adopt: true`");

    const faster = await stack.up({
      ...declare(port({ adopt: true, speed: "100G" })),
      expectExitCode: "any",
    });
    expect(faster.stdout).toContain(`${name} runs at 10G, but the program declares 100G`);

    await stack.up(declare(port({ adopt: true })));
    const { resources } = await stack.state();
    expect(resources.find(({ urn }) => urn.endsWith("::port"))?.id).toBe(name);
    // The program may remove `adopt` after the adoption.
    await expectNoChanges(port());
  });

  it("is ordered once if two resources declare the same slot, and the other resource fails", async () => {
    const twin = { ...port(), name: "twin" };
    const { stdout, exitCode } = await testStack.stack.up({
      ...declare(port(), twin),
      expectExitCode: "any",
    });
    expect(exitCode).not.toBe(0);
    expect(stdout).toMatch(/already has interconnect|is occupied|occupied/);
    expect((await testStack.simulator.control.state()).interconnects).toHaveLength(1);
  });

  it("is not deleted and stays in the state if it has unmanaged sessions", async () => {
    const { simulator, stack } = testStack;
    await stack.up(declare(port()));
    const [ordered] = (await simulator.control.state()).interconnects;
    const magic = { conduit_name: "elsewhere", description: "", mtu: 1500 };
    const { id } = await testStack.post("cnis", { interconnect: ordered?.name, magic });

    const { stdout } = await stack.destroy({ expectExitCode: "any" });
    expect(stdout).toContain(id);
    expect((await stack.state()).resources.some(({ urn }) => urn.endsWith("::port"))).toBe(true);
    await simulator.control.deleteCni(id);
    await stack.destroy();
    expect((await simulator.control.state()).interconnects).toEqual([]);
  });

  it("stays in the state and the account if the account ID is wrong", async () => {
    await testStack.stack.up(declare(port()));
    const { interconnects } = await testStack.simulator.control.state();
    const { env } = declare(port());
    const { exitCode } = await testStack.stack.up({
      env: { ...env, CLOUDFLARE_ACCOUNT_ID: "0123456789abcdef0123456789abcde0" },
      expectExitCode: "any",
    });
    expect(exitCode).not.toBe(0);
    expect((await testStack.simulator.control.state()).interconnects).toEqual(interconnects);
    const { resources } = await testStack.stack.state();
    expect(resources.find(({ urn }) => urn.endsWith("::port"))?.id).toBe(interconnects[0]?.name);
    await expectNoChanges(port());
  });

  it("is deleted after its session and before its replacement is ordered if the pairing key stays the same", async () => {
    const google = (bandwidth: string): Declaration => ({
      type: "Interconnect",
      name: "port",
      args: {
        pairingKey: "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/1",
        bandwidth,
        waitFor: "ordered",
      },
    });
    await testStack.stack.up(declare(google("1G"), session()));
    const before = (await testStack.writes()).length;
    await testStack.stack.up(declare(google("2G"), session()));
    expect((await testStack.writes()).slice(before)).toEqual(["DELETE", "DELETE", "POST", "POST"]);
    const { interconnects, cnis } = await testStack.simulator.control.state();
    expect(interconnects).toMatchObject([{ type: "gcp_partner", speed: "2G" }]);
    expect(cnis).toMatchObject([{ interconnect: interconnects[0]?.name }]);
  });
});

describe("a CniSettings resource", () => {
  it("shows drift of the ASN, and restores the original ASN on destroy", async () => {
    await testStack.simulator.control.editSettings({ default_asn: 64999 });
    await testStack.stack.up(declare(settings(64512)));
    expect((await testStack.simulator.control.state()).accounts[0]?.settings).toEqual({
      default_asn: 64512,
    });
    await testStack.stack.up(declare(settings(64513)));
    await testStack.simulator.control.editSettings({ default_asn: 64600 });
    await testStack.stack.refresh();
    const { stdout } = await testStack.stack.preview({
      ...declare(settings(64513)),
      args: ["--diff"],
    });
    expect(stdout).toMatch(/~ defaultAsn: 64600 => 64513/);
    await testStack.stack.up(declare(settings(64513)));
    await testStack.stack.destroy();
    expect((await testStack.simulator.control.state()).accounts[0]?.settings).toEqual({
      default_asn: 64999,
    });
  });

  it("keeps an ASN that somebody set outside Pulumi, and reports it on destroy", async () => {
    await testStack.stack.up(declare(settings(64512)));
    await testStack.simulator.control.editSettings({ default_asn: 64600 });
    await testStack.stack.refresh();
    const { stdout } = await testStack.stack.destroy();
    expect(stdout).toContain(
      "defaultAsn was changed to 64600 outside this resource, so the current value is kept",
    );
    expect((await testStack.simulator.control.state()).accounts[0]?.settings).toEqual({
      default_asn: 64600,
    });
  });
});
