/** Programs in Go. */
import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestStack } from "../support/test-stack";
import { filesOf, generateSdk, open, runExample } from "./support";

// The module has no go.sum, so Go takes the checksums from the module proxy.
const ENV = { GOFLAGS: "-mod=mod" };
const SDK_MODULE = `module pulumi-cloudflare-cni/sdk/go

go 1.25

require (
	github.com/blang/semver v3.5.1+incompatible
	github.com/pulumi/pulumi/sdk/v3 v3.206.0
)
`;
const SCHEMA_EXAMPLES: Record<
  string,
  { go?: string }
> = require("../../tools/engine/sdk-generator/examples.json");

let sdk: string;
let testStack: TestStack;
beforeAll(async () => {
  sdk = await generateSdk("go");
  await writeFile(join(sdk, "go.mod"), SDK_MODULE);
  const { "go.mod": module = "", "Pulumi.yaml": project = "", ...files } = await filesOf("go");
  const programs = Object.entries(SCHEMA_EXAMPLES).flatMap(([name, { go }]) =>
    go === undefined ? [] : [[`examples/${name}/main.go`, go] as const],
  );
  testStack = await open(
    {
      ...files,
      ...Object.fromEntries(programs),
      "go.mod": `${module}\nreplace pulumi-cloudflare-cni/sdk/go => ${sdk}\n`,
      // The host runs a built program, so that it does not link the program for every command.
      "Pulumi.yaml": project.replace(
        /^runtime: go$/m,
        "runtime: { name: go, options: { binary: program } }",
      ),
    },
    { env: ENV, config: { readyTimeout: "1m" } },
  );
});
afterAll(async () => {
  await testStack?.close();
  await rm(sdk, { recursive: true });
});

async function go(...args: string[]): Promise<void> {
  const env = { ...process.env, ...ENV };
  await promisify(execFile)("go", args, { cwd: testStack.stack.programDir, env });
}

it("the Go example creates a group in three facilities and deletes all its objects on destroy", async () => {
  await go("build", "-o", "program", ".");
  await runExample(testStack);
}, 300_000);

it("the Go examples in the schema compile", async () => {
  await go("vet", "./examples/...");
}, 300_000);
