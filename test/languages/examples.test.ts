/** The examples in YAML, Python and Go. */
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestStack } from "../support/test-stack";
import { filesOf, generateSdk, installPython, open } from "./support";

const folders: string[] = [];
let testStack: TestStack | undefined;
afterEach(() => testStack?.close());
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function sdkOf(language: string): Promise<string> {
  const folder = await generateSdk(language);
  folders.push(folder);
  return folder;
}

it.each([
  { language: "YAML", prepare: async () => ({ files: await filesOf("yaml"), path: [] }) },
  {
    language: "Python",
    async prepare() {
      const bin = await installPython(await sdkOf("python"));
      return { files: await filesOf("python"), path: [bin] };
    },
  },
  {
    language: "Go",
    async prepare() {
      const sdk = await sdkOf("go");
      await writeFile(join(sdk, "go.mod"), GO_MODULE);
      const { "go.mod": module = "", ...files } = await filesOf("go");
      const replaced = `${module}\nreplace pulumi-cloudflare-cni/sdk/go => ${sdk}\n`;
      return { files: { ...files, "go.mod": replaced }, path: [] };
    },
  },
])(
  "the example in $language creates a group over three facilities, and leaves nothing behind",
  async ({ prepare }) => {
    const { files, path } = await prepare();
    testStack = await open(files, {
      path,
      // Without sums, Go takes those of the module proxy.
      env: { GOFLAGS: "-mod=mod" },
      config: { readyTimeout: "1m" },
    });
    const { stack, simulator } = testStack;
    await stack.up();
    expect(await stack.outputs()).toMatchObject({
      configured: "site-diverse",
      operational: "site-diverse",
      routes: [{ priority: 50 }, { priority: 150 }, { priority: 501_000 }],
    });
    const { interconnects } = await simulator.control.state();
    expect(interconnects.map((port) => "facility" in port && port.facility.name).sort()).toEqual([
      "CoreSite LA1",
      "Digital Realty JFK10",
      "Equinix NY1",
    ]);
    await stack.preview({ args: ["--expect-no-changes"] });
    await stack.refresh({ args: ["--expect-no-changes"] });
    await stack.destroy();
    const left = await simulator.control.state();
    expect([left.interconnects, left.cnis]).toEqual([[], []]);
  },
  600_000,
);

const GO_MODULE = `module pulumi-cloudflare-cni/sdk/go

go 1.25

require (
	github.com/blang/semver v3.5.1+incompatible
	github.com/pulumi/pulumi/sdk/v3 v3.206.0
)
`;

it("the SDK for .NET is generated", async () => {
  const sdk = await sdkOf("dotnet");
  expect(await readdir(sdk)).toEqual(
    expect.arrayContaining(["InterconnectGroup.cs", "Pulumi.CloudflareCni.csproj"]),
  );
});
