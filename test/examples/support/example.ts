/** Finds the folders of the examples and reads the settings of their projects. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export const EXAMPLES = join(__dirname, "../../../examples");
/** Folder of stand-ins for packages that are too large to install for every test. */
export const PACKAGES = join(__dirname, "../packages");

/** Reads the name of a project and the defaults of its configuration. */
export async function defaultsOf(
  folder: string,
): Promise<{ name: string; defaults: Record<string, string> }> {
  const text = await readFile(join(folder, "Pulumi.yaml"), "utf8");
  const name = /^name: (\S+)$/m.exec(text)?.[1] ?? "";
  const entries = text.matchAll(
    /^ {2}(\w+):\n(?: {4}(?!default).*\n)*(?: {4}default: "?(.*?)"?\n)?/gm,
  );
  return {
    name,
    defaults: Object.fromEntries(
      [...entries].flatMap(([, key = "", value]) => (value === undefined ? [] : [[key, value]])),
    ),
  };
}
