/** Programs in Python. */
import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestStack } from "../support/test-stack";
import {
  filesOf,
  generateSdk,
  open,
  PLANNED_KEYS,
  planProgram,
  previewPlan,
  projectOf,
  runExample,
  runWithPlainKey,
} from "./support";

const run = promisify(execFile);
const WITH_KEY = (key: string) => ({
  "Pulumi.yaml": projectOf("python"),
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
let path: string[];
let testStack: TestStack | undefined;
beforeAll(async () => {
  sdk = await generateSdk("python");
  const venv = join(sdk, "venv");
  await run("python3", ["-m", "venv", venv]);
  await run(join(venv, "bin/pip"), ["install", "--quiet", "pulumi", sdk]);
  path = [join(venv, "bin")];
}, 300_000);
afterEach(() => testStack?.close());
afterAll(() => rm(sdk, { recursive: true }));

it("the Python example creates a group in three facilities and deletes all its objects on destroy", async () => {
  testStack = await open(await filesOf("python"), { path, config: { readyTimeout: "1m" } });
  await runExample(testStack);
});

it("an MD5 key that a Python program passes as a plain string is secret in the state, diffs and output", async () => {
  testStack = await open(WITH_KEY(""), { path });
  await runWithPlainKey(testStack, WITH_KEY);
});

it("a Python program of `design` is previewed with only the warning that the plan has", async () => {
  testStack = await open(await planProgram("python"), { path, config: PLANNED_KEYS });
  await previewPlan(testStack);
});
