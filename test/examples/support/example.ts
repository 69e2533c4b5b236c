/** Folders of the examples, and settings of their projects. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export const EXAMPLES = join(__dirname, "../../../examples");
/** Stand-ins for packages that are too large to be installed for every test. */
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
