import type { CniObject, InterconnectObject } from "../../../domain/objects";
import { createUniqueNames, resourceName, variableName } from "../../generated/names";
import { generateProgram } from "./program";

const ACCOUNT = "0123456789abcdef0123456789abcdef";
const port = (name: string, more: Partial<InterconnectObject> = {}): InterconnectObject => ({
  ...{ account: ACCOUNT, name, type: "direct", slotId: `slot of ${name}` },
  ...more,
});
const cni = (conduitName: string, more: Partial<CniObject> = {}): CniObject => ({
  ...{ id: `id of ${conduitName}`, account: ACCOUNT, interconnect: "a" },
  magic: { conduitName, description: "", mtu: 1500 },
  ...more,
});
const bgp = (md5Key?: string | null) => ({ customerAsn: 65010, extraPrefixes: [], md5Key });

describe("resourceName and variableName", () => {
  it.each([
    ["cni-ewr-a-000001", "cni-ewr-a-000001", "cniEwrA000001"],
    ["Newark / primary", "Newark-primary", "newarkPrimary"],
    ["1st", "1st", "_1st"],
    ["class", "class", "_class"],
    ["Zürich", "Z-rich", "zRich"],
    ["日本", "unnamed", "_"],
  ])("return valid names for %j", (name, resource, variable) => {
    expect([resourceName(name), variableName(name)]).toEqual([resource, variable]);
  });

  it("return unique names with createUniqueNames", () => {
    const once = createUniqueNames();
    expect(["a", "a", "A", "a2", "b"].map(once)).toEqual(["a", "a2", "A3", "a22", "b"]);
  });
});

it("generateProgram keeps text from the API inside its literal or comment", () => {
  const evil = '"); process.exit(); /* */ //\n\u2028`$x`';
  const { text } = generateProgram(ACCOUNT, {
    ports: [port("a"), port(evil, { type: "gcp_partner", slotId: undefined, speed: evil })],
    cnis: [cni(evil, { bgp: bgp("key") })],
  });
  const outside = text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\/\/.*$/gm, "")
    .replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
  expect(outside).not.toMatch(/process|exit|`/);
  expect(text).not.toContain("\u2028");
});

it("generateProgram requires a key only if there is one, and adds a TODO if the API may hide it", () => {
  const ports = [port("a")];
  const visible = generateProgram(ACCOUNT, {
    ports,
    cnis: [cni("one", { bgp: bgp("the key") }), cni("other", { bgp: bgp() })],
  });
  expect(visible.secrets).toEqual([{ key: "oneMd5Key", session: "one", value: "the key" }]);
  expect(visible.text.match(/md5Key: config/g)).toHaveLength(1);
  expect(visible.text).not.toMatch(/the key|TODO/);

  const hidden = generateProgram(ACCOUNT, { ports, cnis: [cni("one", { bgp: bgp() })] });
  expect(hidden.secrets).toEqual([]);
  expect(hidden.text).toContain("/* TODO: the API does not report whether there is a key");
});

it("generateProgram omits an ASN that CniSettings refuses, and declares a port without slot ID by location and speed", () => {
  const facility = { name: "Equinix NY1", address: [] };
  const { text, mapping } = generateProgram(ACCOUNT, {
    ports: [port("a", { slotId: undefined, facility, speed: "10G" })],
    cnis: [],
    defaultAsn: 64_000,
  });
  expect(text).toContain('slot: { facility: "Equinix NY1", speed: "10G" }');
  expect(text).toContain('adopt: "a"');
  expect(text).not.toMatch(/new cni\.CniSettings|pulumi\.Config/);
  expect(mapping).toHaveLength(1);
});

it("generateProgram comments out a port whose slot and location the API does not report", () => {
  const { text, mapping } = generateProgram(ACCOUNT, {
    ports: [port("a", { slotId: undefined, speed: "10G" })],
    cnis: [cni("one")],
  });
  expect(mapping[0]?.todo).toContain("then set slotId and uncomment the resource");
  expect(text).toContain('//   slotId: "TODO",\n//   adopt: "a",\n');
  expect(text).not.toMatch(/^const/m);
  expect(text).toContain('  interconnect: "a",');
});
