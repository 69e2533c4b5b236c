import { readFile, realpath, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { createProgram, writeProgram } from "./program";

let dir: string;

afterEach(() => rm(dirname(dir), { recursive: true }));

it("createProgram creates a project for a JavaScript program, with the modules of the workspace", async () => {
  dir = await createProgram({ "index.js": "exports.answer = 42;", "lib/a.js": "" });
  const project = JSON.parse(await readFile(join(dir, "Pulumi.yaml"), "utf8"));
  expect(project.runtime).toEqual({ name: "nodejs", options: { typescript: false } });
  const modules = resolve(__dirname, "../../node_modules");
  await expect(realpath(join(dir, "../node_modules"))).resolves.toBe(await realpath(modules));

  await writeProgram(dir, { "index.js": "changed" });
  await expect(readFile(join(dir, "index.js"), "utf8")).resolves.toBe("changed");
});

it("createProgram keeps a given Pulumi.yaml unchanged", async () => {
  dir = await createProgram({ "index.ts": "", "Pulumi.yaml": "name: mine\nruntime: nodejs\n" });
  await expect(readFile(join(dir, "Pulumi.yaml"), "utf8")).resolves.toMatch(/^name: mine/);
});
