/**
 * Consumer projects for each package manager, Node, Pulumi SDK, language and module system. Each pair of two values is
 * covered, not each combination.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  ConsumerProject,
  installedVersionOf,
  makeTemporaryFolder,
  pack,
  type Variant,
} from "../support/consumer-project";

/** Oldest supported SDK. */
const OLDEST = "3.216.0";
/** SDK that this repository installs. */
const PINNED = installedVersionOf("@pulumi/pulumi");
/** Newest SDK. Requires Node 22. */
const NEWEST = "latest";
/** The oldest SDK does not support TypeScript 6. */
const typescriptFor = (pulumi: string) =>
  pulumi === OLDEST ? "5.9.3" : installedVersionOf("typescript");

export type PackageManager = "npm" | "pnpm";
export interface Consumer {
  packageManager: PackageManager;
  node: string;
  pulumi: string;
  variant: Variant;
}

export const CONSUMERS: readonly Consumer[] = [
  { node: "20.19.0", packageManager: "npm", pulumi: OLDEST, variant: "ts-cjs" },
  { node: "20.19.0", packageManager: "pnpm", pulumi: PINNED, variant: "ts-esm" },
  { node: "20.19.0", packageManager: "npm", pulumi: OLDEST, variant: "js-cjs" },
  { node: "20.19.0", packageManager: "pnpm", pulumi: PINNED, variant: "js-esm" },
  { node: "22", packageManager: "pnpm", pulumi: NEWEST, variant: "ts-cjs" },
  { node: "22", packageManager: "npm", pulumi: OLDEST, variant: "ts-esm" },
  { node: "22", packageManager: "pnpm", pulumi: PINNED, variant: "js-cjs" },
  { node: "22", packageManager: "npm", pulumi: NEWEST, variant: "js-esm" },
  { node: "24", packageManager: "npm", pulumi: PINNED, variant: "ts-cjs" },
  { node: "24", packageManager: "pnpm", pulumi: NEWEST, variant: "ts-esm" },
  { node: "24", packageManager: "npm", pulumi: NEWEST, variant: "js-cjs" },
  { node: "24", packageManager: "pnpm", pulumi: OLDEST, variant: "js-esm" },
  { node: "26", packageManager: "pnpm", pulumi: NEWEST, variant: "ts-cjs" },
  { node: "26", packageManager: "npm", pulumi: OLDEST, variant: "ts-esm" },
  { node: "26", packageManager: "pnpm", pulumi: PINNED, variant: "js-cjs" },
  { node: "26", packageManager: "npm", pulumi: NEWEST, variant: "js-esm" },
];

/** Tests the consumers of one package manager. Each has its own suite, so that they run in parallel. */
export function testConsumers(packageManager: PackageManager): void {
  const table: string[] = [];
  const consumers = CONSUMERS.filter((consumer) => consumer.packageManager === packageManager);
  let folder: string;
  let archive: string;
  let command: string;

  beforeAll(async () => {
    folder = makeTemporaryFolder();
    archive = await pack(folder);
    command = packageManager === "npm" ? "npm" : join(install("pnpm"), "pnpm");
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    process.stdout.write(`\n${table.join("\n")}\n`);
  });

  /** Installs a tool from npm once, and returns the folder of its command. */
  function install(tool: string): string {
    const place = join(folder, tool);
    const commands = join(place, "node_modules/.bin");
    if (existsSync(commands)) return commands;
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "package.json"), "{}");
    const args = ["install", "--prefer-offline", "--no-audit", "--no-fund", tool];
    execFileSync("npm", args, { cwd: place, stdio: "pipe" });
    return commands;
  }

  const sdks = [...new Set(consumers.map(({ pulumi }) => pulumi))];
  describe.each(sdks)(`${packageManager} with @pulumi/pulumi %s`, (pulumi) => {
    let consumer: ConsumerProject;
    beforeAll(async () => {
      consumer = await ConsumerProject.install({
        packed: archive,
        packageManager: command,
        pulumi,
        typescript: typescriptFor(pulumi),
      });
    });
    afterAll(() => consumer?.remove());

    it.each(consumers.filter((one) => one.pulumi === pulumi))(
      "runs a $variant program on Node $node through up, preview, refresh and destroy",
      async ({ node, variant }) => {
        const seconds = await consumer.runLifecycle(variant, {
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
