/** MD5 keys that programs in other languages pass as plain strings. */
import { rm } from "node:fs/promises";
import { writeProgram } from "cloudflare-cni-tools";
import type { TestStack } from "../support/test-stack";
import { generateSdk, installPython, open, PLUGIN } from "./support";

const KEY = "a-key-in-plain-text";
const OTHER_KEY = "another-key-in-plain-text";
const project = (runtime: string) =>
  JSON.stringify({
    name: "keys",
    runtime,
    plugins: { providers: [{ name: "cloudflare-cni", path: PLUGIN }] },
  });
const YAML = (key: string) => ({
  "Pulumi.yaml": `${project("yaml").slice(0, -1)}, "resources": ${JSON.stringify({
    port: {
      type: "cloudflare-cni:Interconnect",
      properties: { slot: { facility: "Equinix NY1" } },
    },
    session: {
      type: "cloudflare-cni:CniBgpSession",
      properties: {
        interconnect: "$" + "{port}",
        magic: { conduitName: "ewr" },
        bgp: { customerAsn: 65_010, md5Key: key },
      },
    },
  })}}`,
});
const PYTHON = (key: string) => ({
  "Pulumi.yaml": project("python"),
  "__main__.py": `
import pulumi
import pulumi_cloudflare_cni as cni

port = cni.Interconnect("port", slot=cni.SlotArgs(facility="Equinix NY1"))
session = cni.CniBgpSession(
    "session",
    interconnect=port,
    magic=cni.MagicArgs(conduit_name="ewr"),
    bgp=cni.BgpArgs(customer_asn=65010, md5_key="${key}"),
)
pulumi.export("bgp", session.bgp)
`,
});

let sdk: string;
let testStack: TestStack | undefined;
beforeAll(async () => {
  sdk = await generateSdk("python");
});
afterEach(() => testStack?.close());
afterAll(() => rm(sdk, { recursive: true }));

it.each([
  { language: "YAML", program: YAML, path: async () => [] },
  { language: "Python", program: PYTHON, path: async () => [await installPython(sdk)] },
])(
  "an MD5 key that a program in $language passes as a plain string is sealed in the state, diffs and output",
  async ({ program, path }) => {
    testStack = await open(program(KEY), { path: await path() });
    const { stack, simulator } = testStack;
    const outputs = [(await stack.up()).all];
    const { cnis } = await simulator.control.state();
    expect(cnis[0]?.bgp?.md5_key).toBe(KEY);

    await writeProgram(stack.programDir, program(OTHER_KEY));
    const { all } = await stack.preview({ args: ["--diff"] });
    expect(all).toContain("~ md5Key: [secret] => [secret]");
    outputs.push(all, (await stack.up({ args: ["--diff"] })).all, (await stack.refresh()).all);
    const kept = [...outputs, JSON.stringify(await stack.state())].join("\n");
    expect([KEY, OTHER_KEY].filter((key) => kept.includes(key))).toEqual([]);
    await stack.destroy();
  },
  300_000,
);
