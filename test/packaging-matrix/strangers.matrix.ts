/** Strangers of every kind: package manager, Node, Pulumi SDK, language and module system. */
import { execFileSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pack, Stranger, scratch, VARIANTS, versionOf } from "../support/stranger";

const OLDEST = "3.216.0";
const NEWEST = "latest";
/** The oldest SDK does not take TypeScript 6. */
const TYPESCRIPT = { [OLDEST]: "5.9.3", [NEWEST]: versionOf("typescript") };

const PLACES = ["npm", "pnpm"].flatMap((packageManager) =>
  ([OLDEST, NEWEST] as const).map((pulumi) => ({ packageManager, pulumi })),
);
const NODES = ["20", "24"];

let folder: string;
let archive: string;
let pnpm: string;
const nodes: Record<string, string | undefined> = {};
const table: string[][] = [];

beforeAll(async () => {
  folder = scratch();
  archive = await pack(folder);
  writeFileSync(join(folder, "package.json"), "{}");
  const install = (name: string) =>
    execFileSync("npm", ["install", "--no-audit", "--no-fund", name], { cwd: folder });
  install("pnpm");
  pnpm = join(folder, "node_modules/.bin/pnpm");
  for (const node of NODES) {
    if (process.versions.node.startsWith(`${node}.`)) continue;
    const place = join(folder, `node-${node}`);
    execFileSync("mkdir", [place]);
    writeFileSync(join(place, "package.json"), "{}");
    execFileSync("npm", ["install", "--no-audit", "--no-fund", `node@${node}`], { cwd: place });
    nodes[node] = join(place, "node_modules/node/bin");
    if (!existsSync(nodes[node])) throw new Error(`there is no Node ${node}`);
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  const rows = [["manager", "Pulumi SDK", "Node", "program", "result"], ...table];
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  const lines = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  "));
  process.stdout.write(`\n${lines.join("\n")}\n`);
});

/** Where this Node is; undefined for the one that runs the tests. */
function placeOf(major: string): { folder: string; major: string } | undefined {
  const place = nodes[major];
  return place === undefined ? undefined : { folder: place, major };
}

/** At once, and at the end in the table. */
function tell(row: string[]): void {
  table.push(row);
  process.stderr.write(`${row.join(", ")}\n`);
}

describe.each(PLACES)("$packageManager, @pulumi/pulumi $pulumi", ({ packageManager, pulumi }) => {
  let stranger: Stranger;
  let version: string;
  beforeAll(async () => {
    stranger = await Stranger.settle({
      packed: archive,
      packageManager: packageManager === "pnpm" ? pnpm : packageManager,
      pulumi,
      typescript: TYPESCRIPT[pulumi],
    });
    const manifest = join(stranger.folder, "node_modules/@pulumi/pulumi/package.json");
    version = require(manifest).version;
  });
  afterAll(() => stranger?.leave());

  describe.each(NODES)("Node %s", (node) => {
    it.each(VARIANTS)("%s", async (variant) => {
      const cell = [packageManager, version, node, variant];
      try {
        const seconds = await stranger.live(variant, placeOf(node));
        tell([...cell, `up, preview, refresh, destroy in ${seconds.toFixed(1)} s`]);
      } catch (error) {
        tell([...cell, `FAILED: ${String(error).split("\n")[0]}`]);
        throw error;
      }
    });
  });
});
