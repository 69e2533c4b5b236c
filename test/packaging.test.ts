/** The package as npm would publish it, in the project of a stranger. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./support/markdown";
import { NAME, pack, Stranger, scratch, versionOf } from "./support/stranger";

const MEGABYTE = 1024 * 1024;

let folder: string;
let archive: string;
let packed: string;
beforeAll(async () => {
  folder = scratch();
  archive = await pack(folder);
  execFileSync("tar", ["-xzf", archive], { cwd: folder });
  packed = join(folder, "package");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Manifest {
  exports: Record<string, unknown>;
  dependencies: Record<string, string>;
}

function manifestOf(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
}

it("holds the built code with its types, command, readme and licence, and nothing else", () => {
  const files = readdirSync(packed, { recursive: true, encoding: "utf8" });
  const others = files.filter((file) => !/^dist(\/|$)/.test(file));
  expect(others.sort()).toEqual(["LICENSE", "README.md", "bin", "bin/cni.js", "package.json"]);
  const code = files.filter((file) => /\.\w+$/.test(file) && file.startsWith("dist/"));
  expect(code.filter((file) => !/\.(js|d\.ts)$/.test(file))).toEqual([]);
  expect(code.filter((file) => /\.test\.|\/testing\//.test(file))).toEqual([]);
  expect(Object.keys(manifestOf(packed).exports)).toEqual([
    ".",
    "./dynamic",
    "./topology",
    "./pictures",
    "./rehearsal",
    "./package.json",
  ]);
});

it.each([
  ["publint", () => [packed, "--strict", "--pack", "false"]],
  ["attw", () => [archive, "--format", "ascii", "--no-color"]],
])("%s has nothing to say", (tool, args) => {
  execFileSync(join(ROOT, "node_modules/.bin", tool), args(), { stdio: "pipe", encoding: "utf8" });
});

it("brings no code that needs a licence of its own kind, and no script that runs at installation", () => {
  const scripts: Record<string, string> = JSON.parse(
    readFileSync(join(packed, "package.json"), "utf8"),
  ).scripts;
  expect(Object.keys(scripts).filter((name) => /install/.test(name))).toEqual([]);
  const licences = Object.keys(manifestOf(packed).dependencies).map((name) => {
    const file = join(ROOT, "node_modules", name, "package.json");
    return JSON.parse(readFileSync(file, "utf8")).license;
  });
  for (const licence of licences) expect(licence).toMatch(/^(MIT|Apache-2\.0|ISC|BSD-3-Clause)$/);
});

describe("in the project of a stranger", () => {
  let stranger: Stranger;
  beforeAll(async () => {
    stranger = await Stranger.settle({
      packed: archive,
      pulumi: versionOf("@pulumi/pulumi"),
      typescript: versionOf("typescript"),
    });
  });
  afterAll(() => stranger?.leave());

  it("is small, and a program loads neither zod nor undici", () => {
    const installed = [NAME, ...Object.keys(manifestOf(packed).dependencies)];
    const sizes = installed.map((name) => sizeOf(join(stranger.folder, "node_modules", name)));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const report = JSON.parse(
      execFileSync(
        process.execPath,
        [
          "-e",
          `require("@pulumi/pulumi");
           const before = performance.now();
           require("${NAME}");
           const ms = performance.now() - before;
           console.log(JSON.stringify({ ms, loaded: Object.keys(require.cache) }));`,
        ],
        { cwd: stranger.folder, encoding: "utf8" },
      ),
    );
    const packedSize = statSync(archive).size;
    console.info(
      `packed ${kilobytes(packedSize)}, unpacked ${kilobytes(sizes[0] ?? 0)}, with its dependencies ${kilobytes(total)}; import ${report.ms.toFixed(0)} ms beside @pulumi/pulumi`,
    );
    const loaded = ["zod", "undici", "commander", "cli-table3"].filter((name) =>
      report.loaded.some((file: string) => file.includes(`/node_modules/${name}/`)),
    );
    expect(loaded).toEqual([]);
    expect(packedSize).toBeLessThan(0.5 * MEGABYTE);
    expect(total).toBeLessThan(16 * MEGABYTE);
  });

  it("has a command", async () => {
    expect(await stranger.run("cni", ["--version"])).toMatch(/^\d+\.\d+\.\d+\s*$/);
  });

  it("has types for TypeScript without skipLibCheck", async () => {
    stranger.become("ts-esm");
    await stranger.run("tsc", ["--noEmit"]);
  });

  it.each(["ts-cjs", "js-esm"] as const)("%s: up, preview, refresh, destroy", async (variant) => {
    await stranger.live(variant);
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
