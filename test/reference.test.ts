/** Checks that docs/reference/ matches the docstrings, from which `npm run docs` generates it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./support/markdown";

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .sort();
}

it("docs/reference matches the schema, the docstrings and the help of the commands (update it with npm run docs)", () => {
  const out = mkdtempSync(join(tmpdir(), "reference-"));
  try {
    execFileSync("node", ["tools/reference.mjs", "--out", out], { cwd: ROOT, stdio: "pipe" });
    const committed = join(ROOT, "docs/reference");
    expect(filesIn(committed)).toEqual(filesIn(out));
    const outdated = filesIn(out).filter(
      (file) =>
        readFileSync(join(committed, file), "utf8") !== readFileSync(join(out, file), "utf8"),
    );
    expect(outdated).toEqual([]);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});
