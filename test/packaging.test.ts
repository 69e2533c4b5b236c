/** The package as npm would publish it, in the project of a stranger. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { aFreeSlot, Lab } from "./support/lab";

const ROOT = resolve(__dirname, "..");
const NAME = "pulumi-cloudflare-cni";

let folder: string;
let packed: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cni-stranger-"));
  const options = { cwd: join(ROOT, "provider"), encoding: "utf8", stdio: "pipe" } as const;
  execFileSync("npm", ["pack", "--pack-destination", folder], options);
  const [archive = ""] = readdirSync(folder);
  execFileSync("tar", ["-xzf", archive], { cwd: folder });
  packed = join(folder, "package");
  // What npm would install beside it.
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "dir");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A node_modules that has what npm would install: the packed package and this workspace's others. */
function installInto(project: string): void {
  const modules = join(project, "node_modules");
  rmSync(modules, { recursive: true, force: true });
  mkdirSync(modules);
  for (const entry of readdirSync(join(ROOT, "node_modules"))) {
    const from = entry === NAME ? packed : join(ROOT, "node_modules", entry);
    symlinkSync(from, join(modules, entry), "dir");
  }
}

it("holds the built code with its types, readme and licence, and nothing else", () => {
  const files = readdirSync(packed, { recursive: true, encoding: "utf8" });
  const others = files.filter((file) => !/^dist(\/|$)/.test(file));
  expect(others.sort()).toEqual(["LICENSE", "README.md", "package.json"]);
  const code = files.filter((file) => /\.\w+$/.test(file) && file.startsWith("dist/"));
  expect(code.filter((file) => !/\.(js|d\.ts)$/.test(file))).toEqual([]);
  expect(code.filter((file) => /test/.test(file))).toEqual([]);
  const manifest: { exports: Record<string, unknown> } = JSON.parse(
    readFileSync(join(packed, "package.json"), "utf8"),
  );
  expect(Object.keys(manifest.exports)).toEqual([".", "./dynamic", "./package.json"]);
});

it("loads neither zod nor undici into a program", () => {
  const loaded = execFileSync(
    process.execPath,
    [
      "-e",
      `require(${JSON.stringify(packed)}); console.log(Object.keys(require.cache).join("\\n"))`,
    ],
    { cwd: join(ROOT, "provider"), encoding: "utf8" },
  );
  expect(loaded).toContain("dist/index.js");
  expect(loaded).not.toMatch(/node_modules\/(zod|undici|ipaddr\.js)\//);
});

it("orders a port from the project of a stranger", async () => {
  const lab = await Lab.open({
    program: {
      "index.js": `
        const cni = require("${NAME}");
        exports.name = new cni.Interconnect("port", { slotId: process.env.SLOT_ID }).name;
      `,
    },
    env: { SLOT_ID: await aFreeSlot() },
  });
  try {
    installInto(lab.stack.programDir);
    await lab.stack.up();
    const { interconnects } = await lab.simulator.control.state();
    expect(interconnects.map(({ name }) => name)).toEqual([(await lab.stack.outputs()).name]);
    await lab.stack.destroy();
  } finally {
    await lab.close();
  }
});
