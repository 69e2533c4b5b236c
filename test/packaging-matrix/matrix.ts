/**
 * Consumer projects of every kind: package manager, Node, Pulumi SDK, language and module system. Not every combination
 * runs, but every pair of two values does.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pack, Stranger, scratch, type Variant, versionOf } from "../support/stranger";

/** The oldest supported SDK, the one that this repository installs, and the newest, which asks for Node 22. */
const OLDEST = "3.216.0";
const PINNED = versionOf("@pulumi/pulumi");
const NEWEST = "latest";
/** The oldest SDK does not take TypeScript 6. */
const typescriptFor = (pulumi: string) => (pulumi === OLDEST ? "5.9.3" : versionOf("typescript"));

export type PackageManager = "npm" | "pnpm";
export interface Consumer {
  packageManager: PackageManager;
  node: string;
  pulumi: string;
  variant: Variant;
}

const row = (node: string, ...cells: [PackageManager, string, Variant][]): Consumer[] =>
  cells.map(([packageManager, pulumi, variant]) => ({ packageManager, node, pulumi, variant }));

export const CONSUMERS: readonly Consumer[] = [
  ...row(
    "20.19.0",
    ["npm", OLDEST, "ts-cjs"],
    ["pnpm", PINNED, "ts-esm"],
    ["npm", OLDEST, "js-cjs"],
    ["pnpm", PINNED, "js-esm"],
  ),
  ...row(
    "22",
    ["pnpm", NEWEST, "ts-cjs"],
    ["npm", OLDEST, "ts-esm"],
    ["pnpm", PINNED, "js-cjs"],
    ["npm", NEWEST, "js-esm"],
  ),
  ...row(
    "24",
    ["npm", PINNED, "ts-cjs"],
    ["pnpm", NEWEST, "ts-esm"],
    ["npm", NEWEST, "js-cjs"],
    ["pnpm", OLDEST, "js-esm"],
  ),
  ...row(
    "26",
    ["pnpm", NEWEST, "ts-cjs"],
    ["npm", OLDEST, "ts-esm"],
    ["pnpm", PINNED, "js-cjs"],
    ["npm", NEWEST, "js-esm"],
  ),
];

/** Tests the consumers that use this package manager: a suite for each, so that they run side by side. */
export function testConsumers(packageManager: PackageManager): void {
  const table: string[] = [];
  const consumers = CONSUMERS.filter((consumer) => consumer.packageManager === packageManager);
  let folder: string;
  let archive: string;
  let command: string;

  beforeAll(async () => {
    folder = scratch();
    archive = await pack(folder);
    command = packageManager === "npm" ? "npm" : join(install("pnpm"), "pnpm");
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    process.stdout.write(`\n${table.join("\n")}\n`);
  });

  /** Installs a tool from npm, and returns the folder of its command. */
  function install(tool: string): string {
    const place = join(folder, tool);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "package.json"), "{}");
    const args = ["install", "--prefer-offline", "--no-audit", "--no-fund", tool];
    execFileSync("npm", args, { cwd: place, stdio: "pipe" });
    return join(place, "node_modules/.bin");
  }

  const sdks = [...new Set(consumers.map(({ pulumi }) => pulumi))];
  describe.each(sdks)(`${packageManager} with @pulumi/pulumi %s`, (pulumi) => {
    let consumer: Stranger;
    beforeAll(async () => {
      consumer = await Stranger.settle({
        packed: archive,
        packageManager: command,
        pulumi,
        typescript: typescriptFor(pulumi),
      });
    });
    afterAll(() => consumer?.leave());

    it.each(consumers.filter((one) => one.pulumi === pulumi))(
      "runs a $variant program on Node $node through up, preview, refresh and destroy",
      async ({ node, variant }) => {
        const seconds = await consumer.live(variant, {
          bin: install(`node@${node}`),
          version: node,
        });
        const sdk: { version: string } = require(
          join(consumer.folder, "node_modules/@pulumi/pulumi/package.json"),
        );
        table.push(
          [packageManager, sdk.version, node, variant, `${seconds.toFixed(1)} s`].join("  "),
        );
      },
    );
  });
}
