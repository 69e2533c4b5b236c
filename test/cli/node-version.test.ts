/** Both commands must explain which Node version they need. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "../support/markdown";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cni-node-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command with a Node that reports this version. */
function runOn(version: string, bin: string) {
  const preload = join(folder, "old-node.cjs");
  writeFileSync(
    preload,
    `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } });`,
  );
  const run = spawnSync(process.execPath, ["--require", preload, join(ROOT, bin), "--help"], {
    encoding: "utf8",
  });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

describe.each([
  ["cni", "provider"],
  ["cni-simulator", "simulator"],
])("%s", (command, folder) => {
  const bin = `${folder}/bin/${command}.js`;

  it.each(["18.20.4", "20.18.3", "8.0.0"])(
    "exits on Node %s with one sentence that names this version and the version to install",
    (version) => {
      expect(runOn(version, bin)).toEqual({
        status: 2,
        stdout: "",
        stderr: `${command}: Node ${version} is not supported; install Node 20.19 or newer.\n`,
      });
    },
  );

  it.each(["20.19.0", "22.3.0", "100.0.0"])("runs on Node %s", (version) => {
    const { status, stdout } = runOn(version, bin);
    expect(status).toBe(0);
    expect(stdout).toContain("Usage: ");
  });

  it("uses only syntax that Node 6 can parse", () => {
    const source = readFileSync(join(ROOT, bin), "utf8");
    const options = { target: ts.ScriptTarget.ES2015, module: ts.ModuleKind.None };
    const plain = (text: string) => text.replace(/\s+|"use strict";/g, "");
    const { outputText } = ts.transpileModule(source, { compilerOptions: options });
    expect(plain(outputText)).toBe(plain(source));
  });
});
