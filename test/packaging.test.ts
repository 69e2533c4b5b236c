/** Tests the package that npm would publish, in a consumer project. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  ConsumerProject,
  installedVersionOf,
  makeTemporaryFolder,
  PACKAGE,
  pack,
} from "./support/consumer-project";
import { ROOT } from "./support/markdown";

const MEGABYTE = 1024 * 1024;

let folder: string;
let archive: string;
let unpacked: string;
beforeAll(async () => {
  folder = makeTemporaryFolder();
  archive = await pack(folder);
  execFileSync("tar", ["-xzf", archive], { cwd: folder });
  unpacked = join(folder, "package");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Manifest {
  exports: Record<string, unknown>;
  dependencies: Record<string, string>;
}

function manifestOf(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
}

it("the package contains only built code with types, the commands, the alert rules, the dashboard, the schema, the README and the license", () => {
  const files = readdirSync(unpacked, { recursive: true, encoding: "utf8" });
  const others = files.filter((file) => !/^dist(\/|$)/.test(file));
  expect(others.sort()).toEqual([
    "LICENSE",
    "README.md",
    "bin",
    "bin/cni.js",
    "bin/pulumi-resource-cloudflare-cni",
    "bin/pulumi-resource-cloudflare-cni.cmd",
    "monitoring",
    "monitoring/alerts.test.yml",
    "monitoring/alerts.yml",
    "monitoring/dashboard.json",
    "package.json",
    "schema.json",
  ]);
  const code = files.filter((file) => /\.\w+$/.test(file) && file.startsWith("dist/"));
  expect(code.filter((file) => !/\.(js|d\.ts)$/.test(file))).toEqual([]);
  expect(code.filter((file) => /\.test\.|\/testing\//.test(file))).toEqual([]);
  expect(Object.keys(manifestOf(unpacked).exports)).toEqual([
    ".",
    "./dynamic",
    "./topology",
    "./pictures",
    "./rehearsal",
    "./native",
    "./package.json",
  ]);
});

it.each([
  ["publint", () => [unpacked, "--strict", "--pack", "false"]],
  ["attw", () => [archive, "--format", "ascii", "--no-color"]],
])("%s reports no problems in the package", (tool, args) => {
  execFileSync(join(ROOT, "node_modules/.bin", tool), args(), { stdio: "pipe", encoding: "utf8" });
});

it("all dependencies of the package have a permissive license and no install script", () => {
  const scripts: Record<string, string> = JSON.parse(
    readFileSync(join(unpacked, "package.json"), "utf8"),
  ).scripts;
  expect(Object.keys(scripts).filter((name) => /install/.test(name))).toEqual([]);
  const licences = Object.keys(manifestOf(unpacked).dependencies).map((name) => {
    const file = join(ROOT, "node_modules", name, "package.json");
    return JSON.parse(readFileSync(file, "utf8")).license;
  });
  for (const licence of licences) expect(licence).toMatch(/^(MIT|Apache-2\.0|ISC|BSD-3-Clause)$/);
});

describe("pulumi-cloudflare-cni in a consumer project", () => {
  let project: ConsumerProject;
  beforeAll(async () => {
    project = await ConsumerProject.install({
      packed: archive,
      pulumi: installedVersionOf("@pulumi/pulumi"),
      typescript: installedVersionOf("typescript"),
    });
  });
  afterAll(() => project?.remove());

  it("is small, and does not load zod, undici or the libraries of the command on import", () => {
    const installed = [PACKAGE, ...Object.keys(manifestOf(unpacked).dependencies)];
    const sizes = installed.map((name) => sizeOf(join(project.folder, "node_modules", name)));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const report = JSON.parse(
      execFileSync(
        process.execPath,
        [
          "-e",
          `require("@pulumi/pulumi");
           const before = performance.now();
           require("${PACKAGE}");
           const ms = performance.now() - before;
           console.log(JSON.stringify({ ms, loaded: Object.keys(require.cache) }));`,
        ],
        { cwd: project.folder, encoding: "utf8" },
      ),
    );
    const packedSize = statSync(archive).size;
    console.info(
      `packed ${kilobytes(packedSize)}, unpacked ${kilobytes(sizes[0] ?? 0)}, with its dependencies ${kilobytes(total)}; import ${report.ms.toFixed(0)} ms beside @pulumi/pulumi`,
    );
    const loaded = ["zod", "undici", "commander", "cli-table3", "prom-client"].filter((name) =>
      report.loaded.some((file: string) => file.includes(`/node_modules/${name}/`)),
    );
    expect(loaded).toEqual([]);
    expect(packedSize).toBeLessThan(0.6 * MEGABYTE);
    expect(total).toBeLessThan(16 * MEGABYTE);
  });

  it("has a command that prints its version", async () => {
    expect(await project.run("cni", ["--version"])).toMatch(/^\d+\.\d+\.\d+\s*$/);
  });

  it("has types that compile without skipLibCheck", async () => {
    project.useProgram("ts-esm");
    await project.run("tsc", ["--noEmit"]);
  });
});

function sizeOf(directory: string): number {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((file) => statSync(join(directory, file)))
    .reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0);
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} kB`;
}
