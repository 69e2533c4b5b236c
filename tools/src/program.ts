import { mkdir, mkdtemp, realpath, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** Files of a program: text by path in its folder. */
export type ProgramFiles = Readonly<Record<string, string>>;

const MODULES = resolve(__dirname, "../../node_modules");

/**
 * Makes a Pulumi project out of text, in `program` of a folder of its own. `Pulumi.yaml` is added where it is not given:
 * Node without TypeScript, unless there is an `index.ts`. The modules of this workspace lie beside the project, since
 * the engine goes through all that is in it, looking for plugins.
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
    // JSON is YAML.
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
