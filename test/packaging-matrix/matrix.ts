/**
 * Consumer projects with different package managers, Node versions, Pulumi SDKs, languages and module systems. The
 * projects cover every pair of values, but not every combination.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import {
  ConsumerProject,
  installedVersionOf,
  makeTemporaryFolder,
  pack,
} from "../support/consumer-project";
import { TestStack } from "../support/test-stack";

/** Oldest supported SDK. */
const OLDEST = "3.216.0";
/** SDK that this repository installs. */
const PINNED = installedVersionOf("@pulumi/pulumi");
/** Newest SDK, which requires Node 22. */
const NEWEST = "latest";
/** Returns the TypeScript version for an SDK. The oldest SDK does not support TypeScript 6. */
const typescriptFor = (pulumi: string) =>
  pulumi === OLDEST ? "5.9.3" : installedVersionOf("typescript");

export type PackageManager = "npm" | "pnpm";
export interface Consumer {
  packageManager: PackageManager;
  node: string;
  pulumi: string;
  language: "ts" | "js";
  modules: "cjs" | "esm";
}

export const CONSUMERS: readonly Consumer[] = [
  { node: "20.19.0", packageManager: "npm", pulumi: OLDEST, language: "js", modules: "esm" },
  { node: "20.19.0", packageManager: "pnpm", pulumi: PINNED, language: "ts", modules: "cjs" },
  { node: "22", packageManager: "pnpm", pulumi: OLDEST, language: "js", modules: "cjs" },
  { node: "22", packageManager: "npm", pulumi: PINNED, language: "js", modules: "cjs" },
  { node: "22", packageManager: "npm", pulumi: NEWEST, language: "ts", modules: "esm" },
  { node: "24", packageManager: "npm", pulumi: OLDEST, language: "js", modules: "cjs" },
  { node: "24", packageManager: "npm", pulumi: PINNED, language: "ts", modules: "esm" },
  { node: "24", packageManager: "pnpm", pulumi: NEWEST, language: "js", modules: "esm" },
  { node: "26", packageManager: "pnpm", pulumi: OLDEST, language: "ts", modules: "esm" },
  { node: "26", packageManager: "pnpm", pulumi: PINNED, language: "js", modules: "esm" },
  { node: "26", packageManager: "npm", pulumi: NEWEST, language: "ts", modules: "cjs" },
];

/** Tests the projects with one package manager. Each package manager has its own suite, so that they run in parallel. */
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
    const withSdk = consumers.filter((one) => one.pulumi === pulumi);
    let project: ConsumerProject;
    let testStack: TestStack;
    let env: Record<string, string>;
    beforeAll(async () => {
      project = await ConsumerProject.install({
        packed: archive,
        packageManager: command,
        pulumi,
        typescript: typescriptFor(pulumi),
      });
      project.useProgram("ts-cjs");
      testStack = await TestStack.open({
        program: project.folder,
        programProcess: true,
        simulator: { healthyAfter: "0s" },
      });
    });
    afterAll(async () => {
      await testStack?.close();
      project?.remove();
    });

    it.each(withSdk)(
      "a $language-$modules program on Node $node succeeds in up, preview and refresh",
      async ({ node, language, modules }) => {
        const { stack, simulator } = testStack;
        await testStack.startOver();
        project.useProgram(`${language}-${modules}`);
        // Test suites preload modules with NODE_OPTIONS, but users do not.
        env = {
          NODE_OPTIONS: "",
          PATH: [install(`node@${node}`), process.env.PATH].join(delimiter),
        };
        const started = Date.now();
        await stack.up({ env });
        const { interconnects, cnis } = await simulator.control.state();
        expect([interconnects.length, cnis.length]).toEqual([1, 1]);
        expect(await stack.outputs()).toMatchObject({
          name: interconnects[0]?.name,
          judged: "function",
          node: expect.stringMatching(`^v${node}(\\.|$)`),
        });
        await stack.preview({ args: ["--refresh", "--expect-no-changes"], env });
        const seconds = ((Date.now() - started) / 1000).toFixed(1);
        const sdk: { version: string } = require(
          join(project.folder, "node_modules/@pulumi/pulumi/package.json"),
        );
        table.push(
          [packageManager, sdk.version, node, `${language}-${modules}`, `${seconds} s`].join("  "),
        );
      },
    );

    it("a destroy deletes all objects of the last program", async () => {
      await testStack.stack.destroy({ env });
      const { interconnects, cnis } = await testStack.simulator.control.state();
      expect([interconnects, cnis]).toEqual([[], []]);
    });
  });
}
