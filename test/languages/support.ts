/** Programs in YAML, Python and Go on the real engine, with SDKs that are generated from the schema. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";
import type { ProgramFiles } from "cloudflare-cni-tools";
import { TestStack, type TestStackOptions } from "../support/test-stack";

const run = promisify(execFile);
const ROOT = resolve(__dirname, "../..");
export const PLUGIN = join(ROOT, "provider/bin");
export const SCHEMA = join(ROOT, "provider/schema.json");
const { version }: { version: string } = require("pulumi-cloudflare-cni/package.json");

/** Folder of the language hosts. Throws if they were not built. */
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

/** Creates a virtual environment with the SDK, and returns its folder of commands. */
export async function installPython(sdk: string): Promise<string> {
  const folder = join(sdk, "venv");
  await run("python3", ["-m", "venv", folder]);
  await run(join(folder, "bin/pip"), ["install", "--quiet", "pulumi", sdk], { timeout: 240_000 });
  return join(folder, "bin");
}

/** Files of an example, with this repository's plugin. */
export async function filesOf(example: string): Promise<ProgramFiles> {
  const folder = join(ROOT, "examples", example);
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
