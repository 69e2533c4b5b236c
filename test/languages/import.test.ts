/** `pulumi import` with the provider plugin, which generates programs in YAML. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freeSlots, type TestStack } from "../support/test-stack";
import { open, PLUGIN } from "./support";

const PROJECT = [
  "name: imported",
  "runtime: yaml",
  "plugins:",
  "  providers:",
  `    - { name: cloudflare-cni, path: ${PLUGIN} }`,
  "",
].join("\n");
const KEY = "a key that is secret";

let testStack: TestStack;
beforeAll(async () => {
  testStack = await open({ "Pulumi.yaml": PROJECT });
});
afterAll(() => testStack?.close());

/** Imports an object, and returns the generated part of the program. */
async function imported(type: string, name: string, id: string): Promise<string> {
  const out = join(testStack.stack.programDir, `${name}.part`);
  const token = `cloudflare-cni:index:${type}`;
  await testStack.stack.pulumi([
    "import",
    token,
    name,
    id,
    "--yes",
    "--protect=false",
    "--skip-preview",
    "--out",
    out,
  ]);
  return (await readFile(out, "utf8")).replace(/^resources:\n/, "");
}

it("pulumi import imports a port, a session and the settings, and generates a program without changes", async () => {
  const [slot_id] = await freeSlots("Equinix NY1");
  const port = await testStack.post("interconnects", { type: "direct", slot_id });
  const session = await testStack.post("cnis", {
    interconnect: port.name,
    magic: { conduit_name: "theirs", description: "by hand", mtu: 1500 },
    bgp: { customer_asn: 65_020, extra_prefixes: ["10.0.0.0/8"], md5_key: KEY },
  });
  const parts = [
    await imported("Interconnect", "port", port.name),
    await imported("CniBgpSession", "session", session.id),
    await imported("CniSettings", "settings", testStack.simulator.accountId),
  ];
  expect(parts[0]).toContain(`slotId: ${slot_id}`);
  const program = join(testStack.stack.programDir, "Pulumi.yaml");
  const generated = `${PROJECT}resources:\n${parts.join("")}`;
  await writeFile(program, generated);
  await testStack.stack.preview({ args: ["--expect-no-changes"] });

  // A reference to the port in place of its ID makes a destroy delete the session before the port.
  await writeFile(
    program,
    generated.replace(`interconnect: ${port.name}`, `interconnect: \${port}`),
  );
  await testStack.stack.up({ args: ["--expect-no-changes"] });
  expect(await testStack.writes()).toEqual(["POST", "POST"]);
  expect(JSON.stringify(await testStack.stack.state())).not.toContain(KEY);
});

it("a destroy deletes the imported port and session, and keeps the imported settings", async () => {
  await testStack.stack.destroy();
  const { interconnects, cnis } = await testStack.simulator.control.state();
  expect([interconnects, cnis]).toEqual([[], []]);
  expect(await testStack.writes()).toEqual(["POST", "POST", "DELETE", "DELETE"]);
});

it("pulumi import of an object that does not exist fails", async () => {
  const { exitCode, all } = await testStack.stack.pulumi(
    ["import", "cloudflare-cni:index:Interconnect", "none", "cni-none", "--yes"],
    { expectExitCode: "any" },
  );
  expect(exitCode).not.toBe(0);
  expect(all).toContain("cni-none does not exist. Check the ID and the account.");
});
