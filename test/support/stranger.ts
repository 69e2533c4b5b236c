/** A project of somebody who has this package from npm, and nothing else of this repository. */
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { startSimulator } from "cloudflare-cni-simulator";
import { ThrowawayStack } from "cloudflare-cni-tools";
import { ROOT } from "./markdown";

const run = promisify(execFile);
export const NAME = "pulumi-cloudflare-cni";

/** As `npm publish` would: what was built, without building anew. */
export async function pack(folder: string, workspace = "provider"): Promise<string> {
  const args = ["pack", "--ignore-scripts", "--pack-destination", folder];
  await run("npm", args, { cwd: join(ROOT, workspace) });
  const [archive] = readdirSync(folder).filter((file) => file.endsWith(".tgz"));
  if (archive === undefined) throw new Error("npm pack packed nothing");
  return join(folder, archive);
}

export type Variant = "ts-cjs" | "ts-esm" | "js-cjs" | "js-esm";
export const VARIANTS: readonly Variant[] = ["ts-cjs", "ts-esm", "js-cjs", "js-esm"];

const BODY = `
const port = new cni.Interconnect("ewr", { slot: { facility: "Equinix NY1" } });
const ready = new cni.InterconnectReady("ewr", { interconnect: port, timeout: "1m" });
const session = new cni.CniBgpSession(
  "ewr",
  { interconnect: port, magic: { conduitName: "ewr" }, bgp: { customerAsn: 65010 } },
  { dependsOn: ready },
);
`;
const ESM = `import * as cni from "${NAME}";
import { assess } from "${NAME}/topology";
${BODY}
export const name = port.name;
export const address = session.cloudflareIp;
export const judged = typeof assess;
export const node = process.version;
`;
const CJS = `"use strict";
const cni = require("${NAME}");
const { assess } = require("${NAME}/topology");
${BODY}
module.exports = { name: port.name, address: session.cloudflareIp, judged: typeof assess, node: process.version };
`;

/** The files of a program, and how Pulumi runs it. */
function programOf(variant: Variant): Record<string, string> {
  const isTypeScript = variant.startsWith("ts");
  const isModule = variant.endsWith("esm");
  const loader = isTypeScript && isModule ? { nodeargs: "--loader ts-node/esm --no-warnings" } : {};
  return {
    "Pulumi.yaml": JSON.stringify({
      name: "stranger",
      main: isTypeScript ? "index.ts" : "index.js",
      runtime: { name: "nodejs", options: { typescript: isTypeScript, ...loader } },
    }),
    [isTypeScript ? "index.ts" : "index.js"]: isTypeScript || isModule ? ESM : CJS,
    ...(isTypeScript && {
      "tsconfig.json": JSON.stringify({
        compilerOptions: {
          target: "es2022",
          module: "nodenext",
          moduleResolution: "nodenext",
          strict: true,
          skipLibCheck: false,
          types: ["node"],
        },
        files: ["index.ts"],
      }),
    }),
  };
}

export interface StrangerOptions {
  packed: string;
  packageManager?: string;
  pulumi: string;
  typescript: string;
}

export class Stranger {
  private constructor(readonly folder: string) {}

  /** An empty folder, and what `npm install` or `pnpm add` puts into it. */
  static async settle({
    packed,
    packageManager = "npm",
    pulumi,
    typescript,
  }: StrangerOptions): Promise<Stranger> {
    const folder = mkdtempSync(join(tmpdir(), "cni-stranger-"));
    const stranger = new Stranger(folder);
    stranger.write({ "package.json": JSON.stringify({ name: "stranger", private: true }) });
    const packages = [
      packed,
      `@pulumi/pulumi@${pulumi}`,
      `typescript@${typescript}`,
      "ts-node@^10.9.2",
      "@types/node@^20.19.0",
    ];
    const isNpm = packageManager === "npm";
    const args = isNpm
      ? ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", ...packages]
      : ["add", "--ignore-scripts", "--prefer-offline", ...packages];
    try {
      await run(packageManager, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
    } catch (error) {
      stranger.leave();
      const { stdout = "", stderr = "" } = Object(error);
      throw new Error(`${packageManager} could not install:\n${stdout}\n${stderr}`);
    }
    return stranger;
  }

  write(files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.folder, name), text);
  }

  /** Takes up a program of another kind. */
  become(variant: Variant): void {
    for (const file of ["index.ts", "index.js", "tsconfig.json"])
      rmSync(join(this.folder, file), { force: true });
    const manifest = JSON.parse(readFileSync(join(this.folder, "package.json"), "utf8"));
    const type = variant.endsWith("esm") ? "module" : "commonjs";
    this.write({ "package.json": JSON.stringify({ ...manifest, type }), ...programOf(variant) });
  }

  /** Up, preview without a change, refresh, destroy. Gives the seconds that it took. */
  async live(variant: Variant, node?: { bin: string; version: string }): Promise<number> {
    this.become(variant);
    const simulator = await startSimulator({ healthyAfter: "0s" });
    const stack = await ThrowawayStack.create({
      program: this.folder,
      programProcess: true,
      env: {
        CLOUDFLARE_BASE_URL: simulator.baseUrl,
        CLOUDFLARE_ACCOUNT_ID: simulator.accountId,
        CLOUDFLARE_API_TOKEN: simulator.token,
        // Nothing of the tests' own is preloaded.
        NODE_OPTIONS: "",
        ...(node && { PATH: [node.bin, process.env.PATH].join(delimiter) }),
      },
    });
    const started = Date.now();
    try {
      await stack.up();
      const { interconnects, cnis } = await simulator.control.state();
      expect([interconnects.length, cnis.length]).toEqual([1, 1]);
      expect(await stack.outputs()).toMatchObject({
        name: interconnects[0]?.name,
        judged: "function",
        node: expect.stringMatching(node ? `^v${node.version}(\\.|$)` : process.version),
      });
      await stack.preview({ args: ["--expect-no-changes"] });
      await stack.refresh({ args: ["--expect-no-changes"] });
      await stack.destroy();
      expect((await simulator.control.state()).interconnects).toEqual([]);
      return (Date.now() - started) / 1000;
    } finally {
      await stack.dispose();
      await simulator.close();
    }
  }

  /** Runs a tool that the stranger has installed. */
  async run(tool: string, args: string[]): Promise<string> {
    const { stdout } = await run(join(this.folder, "node_modules/.bin", tool), args, {
      cwd: this.folder,
    });
    return stdout;
  }

  leave(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

export function scratch(): string {
  return mkdtempSync(join(tmpdir(), "cni-pack-"));
}

export function versionOf(name: string): string {
  return JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8")).version;
}
