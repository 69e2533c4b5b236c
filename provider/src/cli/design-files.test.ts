import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { THREE } from "../pictures/testing/designs";
import { readDesignFile } from "./design-files";

const folder = mkdtempSync(join(tmpdir(), "design-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

function read(name: string, content: unknown) {
  const file = join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return readDesignFile("--after", file);
}

const group = {
  urn: "urn:pulumi:prod::network::cloudflare-cni:index:InterconnectGroup::magic-transit",
  type: "cloudflare-cni:index:InterconnectGroup",
  outputs: { design: THREE },
};
const port = {
  urn: "urn:pulumi:prod::network::cloudflare-cni:index:Interconnect::lab",
  type: "cloudflare-cni:index:Interconnect",
  id: "cni-ewr-a-000009",
  outputs: { name: "cni-ewr-a-000009", site: "ewr-a", speed: "10G" },
};

test("readDesignFile reads the groups of an exported state, and its other ports under the same name each time", async () => {
  const state = { deployment: { resources: [group, port] } };
  for (const file of ["before.json", "after.json"]) {
    const designs = await read(file, state);
    expect(designs.map(({ name, ports }) => [name, ports.length])).toEqual([
      ["magic-transit", 3],
      ["ungrouped", 1],
    ]);
  }
});

test("readDesignFile reads the output of report --json, and a design", async () => {
  expect(await read("report.json", { design: THREE, assessment: {} })).toEqual([THREE]);
  expect(await read("design.json", THREE)).toEqual([THREE]);
});

test.each([
  ["text", "Previewing update (prod)"],
  ["a list", []],
  ["another object", { steps: [] }],
])("readDesignFile refuses %s, and says what to use", async (_, content) => {
  await expect(read("other.json", content)).rejects.toThrow(
    /^--after: .*other\.json has no design\. Use the output of `pulumi stack export`/,
  );
});

test("readDesignFile refuses a missing file and an invalid design, and names the option", async () => {
  await expect(readDesignFile("--before", join(folder, "none"))).rejects.toThrow(
    /^--before: .*ENOENT/,
  );
  const unnamed = { ...THREE, ports: [{ speed: 10 }] };
  await expect(read("unnamed.json", unnamed)).rejects.toThrow(/^--after: .*json: ports\.0\.name: /);
  const twice = { ...THREE, ports: [...THREE.ports, ...THREE.ports] };
  await expect(read("twice.json", twice)).rejects.toThrow(/^--after: .*twice\.json: .*newark-1/);
});
