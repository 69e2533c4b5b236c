/** Helpers for programs in YAML, Python and Go with the real engine. Their SDKs are generated from the schema. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";
import { type ProgramFiles, writeProgram } from "cloudflare-cni-tools";
import { CliTestAccount } from "../cli/cli-test-account";
import { TestStack, type TestStackOptions } from "../support/test-stack";

const run = promisify(execFile);
const ROOT = resolve(__dirname, "../..");
export const PLUGIN = join(ROOT, "provider/bin");
export const SCHEMA = join(ROOT, "provider/schema.json");
const { version }: { version: string } = require("pulumi-cloudflare-cni/package.json");

/** Returns the folder of the language hosts. Throws if they have not been built. */
export function hosts(): string {
  const { CNI_LANGUAGES } = process.env;
  if (CNI_LANGUAGES !== undefined) return CNI_LANGUAGES;
  throw new Error(
    "The hosts for programs in YAML, Python and Go are missing. Build them with `node tools/dist/ensure-engine.js --languages`.",
  );
}

/** Generates the SDK of a language into a temporary folder. */
export async function generateSdk(language: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `cni-sdk-${language}-`));
  await run(join(hosts(), "sdk-generator"), [language, SCHEMA, version, folder]);
  return folder;
}

/** Returns the files of an example, with the plugin of this repository. */
export function filesOf(example: string): Promise<ProgramFiles> {
  return filesIn(join(ROOT, "examples", example));
}

async function filesIn(folder: string): Promise<ProgramFiles> {
  const names = (await readdir(folder)).filter((name) => !/README|node_modules/.test(name));
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const),
  );
  return Object.fromEntries(
    files.map(([name, text]) => [
      name,
      text.replace("node_modules/pulumi-cloudflare-cni/bin", PLUGIN),
    ]),
  );
}

/** Opens a stack whose program is not in TypeScript. */
export function open(
  program: ProgramFiles,
  { path = [], ...more }: Partial<TestStackOptions> & { path?: string[] } = {},
): Promise<TestStack> {
  return TestStack.open({
    program,
    programProcess: true,
    simulator: { healthyAfter: "1s" },
    ...more,
    env: { PATH: [...path, hosts(), process.env.PATH].join(delimiter), ...more.env },
  });
}

/** Creates the group of an example, and checks that a preview has no changes and a destroy deletes all objects. */
export async function runExample({ stack, simulator }: TestStack): Promise<void> {
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
  await stack.preview({ args: ["--refresh", "--expect-no-changes"] });
  await stack.destroy();
  const left = await simulator.control.state();
  expect([left.interconnects, left.cnis]).toEqual([[], []]);
}

/** Generates a program for sessions with BGP by `npx pulumi-cloudflare-cni design`, and returns its files. */
export async function planProgram(language: "yaml" | "python"): Promise<ProgramFiles> {
  const cli = await CliTestAccount.open();
  try {
    const folder = join(cli.folder, "planned");
    const requirement = [
      ...["--intent", "site-diverse", "--near", "Amsterdam", "--customer-routers", "2"],
      ...["--demand-to-customer", "8", "--backup", "internet:10", "--customer-asn", "65010"],
      ...["--prefix", "203.0.113.0/24", "--max-outage", "30s", "--assume", "probeInterval=1s"],
      ...["--assume", "probeTimeout=1s", "--assume", "customerConvergence=5s"],
    ];
    const args = ["design", ...requirement, "--language", language, "--out", folder];
    const { code, stderr } = await cli.run(args);
    expect([code, stderr]).toEqual([0, expect.stringContaining("--secret ams1Md5Key")]);
    return await filesIn(folder);
  } finally {
    await cli.close();
  }
}

/** Secrets that the program of {@link planProgram} reads. */
export const PLANNED_KEYS = {
  ams1Md5Key: { secret: "a key" },
  dus1Md5Key: { secret: "another key" },
};

/** Previews the program of {@link planProgram}, and checks that the only finding is the warning that `design` listed. */
export async function previewPlan({ stack }: TestStack): Promise<void> {
  const { changeSummary, diagnostics = [] } = await stack.previewJson();
  // The stack, the group, and for each port an interconnect, a gate, a session and its health check.
  expect(changeSummary).toEqual({ create: 10 });
  const findings = diagnostics.filter(
    ({ severity, message }) => /warning|error/.test(severity) && !message.includes("from $PATH"),
  );
  expect(findings.map(({ message }) => message)).toEqual([
    expect.stringContaining("Routine maintenance in AMS and DUS may fall on the same day"),
  ]);
}

const KEY = "a-key-in-plain-text";
const OTHER_KEY = "another-key-in-plain-text";

/** Creates a session with a plain MD5 key, replaces the key, and checks that neither key is visible anywhere. */
export async function runWithPlainKey(
  { stack, simulator }: TestStack,
  program: (key: string) => ProgramFiles,
): Promise<void> {
  await writeProgram(stack.programDir, program(KEY));
  const outputs = [(await stack.up()).all];
  const { cnis } = await simulator.control.state();
  expect(cnis[0]?.bgp?.md5_key).toBe(KEY);

  await writeProgram(stack.programDir, program(OTHER_KEY));
  const { all } = await stack.preview({ args: ["--diff"] });
  expect(all).toContain("~ md5Key: [secret] => [secret]");
  outputs.push(all, (await stack.up({ args: ["--diff"] })).all, (await stack.refresh()).all);
  const kept = [...outputs, JSON.stringify(await stack.state())].join("\n");
  expect([KEY, OTHER_KEY].filter((key) => kept.includes(key))).toEqual([]);
}

/** Returns the Pulumi.yaml of a project that uses the plugin of this repository. */
export function projectOf(runtime: string, more: object = {}): string {
  return JSON.stringify({
    name: "keys",
    runtime,
    plugins: { providers: [{ name: "cloudflare-cni", path: PLUGIN }] },
    ...more,
  });
}
