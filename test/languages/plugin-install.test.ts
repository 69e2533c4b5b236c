/** Installs the plugin from an archive, as users without an npm project do. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { pack } from "../support/consumer-project";
import type { TestStack } from "../support/test-stack";
import { open } from "./support";

const { version }: { version: string } = require("pulumi-cloudflare-cni/package.json");
const PROGRAM = {
  "Pulumi.yaml": `
name: installed
runtime: yaml
resources:
  settings:
    type: cloudflare-cni:CniSettings
    properties: { defaultAsn: 64512 }
outputs:
  before: \${settings.previousDefaultAsn}
`,
};

let folder: string;
let testStack: TestStack;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cni-archives-"));
  testStack = await open(PROGRAM, { env: { PULUMI_HOME: join(folder, "home") } });
}, 60_000);
afterAll(async () => {
  await testStack?.close();
  await rm(folder, { recursive: true });
});

it("a program without npm works with the plugin that `pulumi plugin install --file` installed", async () => {
  const script = resolve(__dirname, "../../tools/plugin-archives.mjs");
  const { stdout } = await promisify(execFile)("node", [
    script,
    folder,
    `file:${await pack(folder)}`,
  ]);
  expect(stdout).toBe(`6 archives of pulumi-resource-cloudflare-cni v${version} in ${folder}\n`);
  const archive = join(folder, `pulumi-resource-cloudflare-cni-v${version}-linux-amd64.tar.gz`);
  const { stack } = testStack;
  await stack.pulumi([
    "plugin",
    "install",
    "resource",
    "cloudflare-cni",
    version,
    "--file",
    archive,
  ]);
  await stack.up();
  expect(await stack.outputs()).toEqual({ before: 13_335 });
  await stack.preview({ args: ["--expect-no-changes"] });
  await stack.destroy();
}, 180_000);
