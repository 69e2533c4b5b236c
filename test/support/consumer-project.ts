/** Project of a user who installs the package from npm and does not have this repository. */
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "./markdown";

const run = promisify(execFile);
export const PACKAGE = "pulumi-cloudflare-cni";

/** Packs a workspace in the same way as `npm publish`, but without building it. Returns the path of the archive. */
export async function pack(folder: string, workspace = "provider"): Promise<string> {
  const args = ["pack", "--ignore-scripts", "--pack-destination", folder];
  await run("npm", args, { cwd: join(ROOT, workspace) });
  const [archive] = readdirSync(folder).filter((file) => file.endsWith(".tgz"));
  if (archive === undefined) throw new Error("npm pack wrote no archive.");
  return join(folder, archive);
}

export type Variant = `${"ts" | "js"}-${"cjs" | "esm"}`;

const BODY = `
const port = new cni.Interconnect("ewr", { slot: { facility: "Equinix NY1" } });
const ready = new cni.InterconnectReady("ewr", { interconnect: port, timeout: "1m" });
const session = new cni.CniBgpSession(
  "ewr",
  { interconnect: port, magic: { conduitName: "ewr" }, bgp: { customerAsn: 65010 } },
  { dependsOn: ready },
);
`;
const ESM = `import * as cni from "${PACKAGE}";
import { assess } from "${PACKAGE}/topology";
${BODY}
export const name = port.name;
export const address = session.cloudflareIp;
export const judged = typeof assess;
export const node = process.version;
`;
const CJS = `"use strict";
const cni = require("${PACKAGE}");
const { assess } = require("${PACKAGE}/topology");
${BODY}
module.exports = { name: port.name, address: session.cloudflareIp, judged: typeof assess, node: process.version };
`;

/** Returns the files of a program, with the Pulumi.yaml that runs it. */
function programOf(variant: Variant): Record<string, string> {
  const isTypeScript = variant.startsWith("ts");
  const isModule = variant.endsWith("esm");
  const loader = isTypeScript && isModule ? { nodeargs: "--loader ts-node/esm --no-warnings" } : {};
  return {
    "Pulumi.yaml": JSON.stringify({
      name: "consumer",
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

export interface ConsumerProjectOptions {
  packed: string;
  packageManager?: string;
  pulumi: string;
  typescript: string;
}

export class ConsumerProject {
  private constructor(readonly folder: string) {}

  /** Creates a folder, and installs the packages into it with npm or pnpm. */
  static async install({
    packed,
    packageManager = "npm",
    pulumi,
    typescript,
  }: ConsumerProjectOptions): Promise<ConsumerProject> {
    const folder = mkdtempSync(join(tmpdir(), "cni-consumer-"));
    const project = new ConsumerProject(folder);
    project.write({ "package.json": JSON.stringify({ name: "consumer", private: true }) });
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
      project.remove();
      const { stdout = "", stderr = "" } = Object(error);
      throw new Error(`${packageManager} failed to install:\n${stdout}\n${stderr}`);
    }
    return project;
  }

  write(files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.folder, name), text);
  }

  /** Replaces the program with a program of another variant. */
  useProgram(variant: Variant): void {
    for (const file of ["index.ts", "index.js", "tsconfig.json"])
      rmSync(join(this.folder, file), { force: true });
    const manifest = JSON.parse(readFileSync(join(this.folder, "package.json"), "utf8"));
    const type = variant.endsWith("esm") ? "module" : "commonjs";
    this.write({ "package.json": JSON.stringify({ ...manifest, type }), ...programOf(variant) });
  }

  /** Runs a command from the node_modules of the project. */
  async run(tool: string, args: string[]): Promise<string> {
    const { stdout } = await run(join(this.folder, "node_modules/.bin", tool), args, {
      cwd: this.folder,
    });
    return stdout;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

export function makeTemporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "cni-pack-"));
}

export function installedVersionOf(name: string): string {
  return JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8")).version;
}
