import { mkdir, mkdtemp, realpath, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** Files of a program: text by path. */
export type ProgramFiles = Readonly<Record<string, string>>;

const MODULES = resolve(__dirname, "../../node_modules");

/**
 * Creates a Pulumi project from text, in the subfolder `program` of a folder. Adds a `Pulumi.yaml` if there is none, with
 * TypeScript enabled if there is an `index.ts`. Links the modules of this workspace beside the project rather than inside
 * it, because the engine searches the whole project for plugins.
 *
 * @example
 * const dir = await createProgram({ "index.js": `exports.answer = 42;` });
 */
export async function createProgram(files: ProgramFiles, folder?: string): Promise<string> {
  const above = await realpath(folder ?? (await mkdtemp(join(tmpdir(), "cni-program-"))));
  const dir = join(above, "program");
  const main = "index.ts" in files ? "index.ts" : "index.js";
  const runtime = { name: "nodejs", options: { typescript: main === "index.ts" } };
  await writeProgram(dir, {
    // Every JSON document is also a YAML document.
    "Pulumi.yaml": JSON.stringify({ name: "throwaway", runtime }),
    "package.json": JSON.stringify({ name: "throwaway", private: true, main }),
    ...files,
  });
  await symlink(MODULES, join(above, "node_modules"), "dir");
  return dir;
}

/** Writes files of a program, for example to change it between two runs. */
export async function writeProgram(dir: string, files: ProgramFiles): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
}
