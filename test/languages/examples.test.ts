/** The examples in YAML, Python and Go. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { TestStack } from "../support/test-stack";
import { filesOf, generateSdk, hosts, installPython, open, SCHEMA } from "./support";

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
  {
    language: "YAML",
    prepare: async () => ({ files: await filesOf("yaml"), path: [], check: [] }),
  },
  {
    language: "Python",
    async prepare() {
      const bin = await installPython(await sdkOf("python"));
      return { files: await filesOf("python"), path: [bin], check: [] };
    },
  },
  {
    language: "Go",
    async prepare() {
      const sdk = await sdkOf("go");
      await writeFile(join(sdk, "go.mod"), GO_MODULE);
      const { "go.mod": module = "", ...files } = await filesOf("go");
      // The Go programs of the schema compile, too.
      const examples: Record<
        string,
        { go?: string }
      > = require("../../tools/engine/sdk-generator/examples.json");
      const programs = Object.entries(examples).flatMap(([name, { go }]) =>
        go === undefined ? [] : [[`examples/${name}/main.go`, go] as const],
      );
      const replaced = `${module}\nreplace pulumi-cloudflare-cni/sdk/go => ${sdk}\n`;
      return {
        files: { ...files, ...Object.fromEntries(programs), "go.mod": replaced },
        path: [],
        check: ["go", "build", "-o", "/dev/null", "./..."],
      };
    },
  },
])(
  "the example in $language creates a group over three facilities, and leaves nothing behind",
  async ({ prepare }) => {
    const { files, path, check } = await prepare();
    testStack = await open(files, {
      path,
      // Without sums, Go takes those of the module proxy.
      env: { GOFLAGS: "-mod=mod" },
      config: { readyTimeout: "1m" },
    });
    const { stack, simulator } = testStack;
    const [command, ...args] = check;
    if (command !== undefined) {
      const env = { ...process.env, GOFLAGS: "-mod=mod" };
      await promisify(execFile)(command, args, { cwd: stack.programDir, env });
    }
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

it("the examples in the schema are current", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cni-examples-"));
  folders.push(folder);
  const written = join(folder, "examples.json");
  const source = resolve(__dirname, "../../tools/engine/sdk-generator");
  await promisify(execFile)(join(hosts(), "sdk-generator"), [
    ...["examples", SCHEMA, join(source, "examples"), written],
  ]);
  // To change them, run the same command with `examples.json` as the target, then `node tools/schema.mjs`.
  expect(await readFile(written, "utf8")).toBe(
    await readFile(join(source, "examples.json"), "utf8"),
  );
});

it("the SDK for .NET is generated", async () => {
  const sdk = await sdkOf("dotnet");
  expect(await readdir(sdk)).toEqual(
    expect.arrayContaining(["InterconnectGroup.cs", "Pulumi.CloudflareCni.csproj"]),
  );
});
