import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

it("schema.json matches the classes and their docstrings", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cni-schema-"));
  try {
    const written = join(folder, "schema.json");
    await promisify(execFile)("node", [join(__dirname, "schema.mjs"), written]);
    const committed = await readFile(join(__dirname, "../provider/schema.json"), "utf8");
    // Run `node tools/schema.mjs` to update schema.json.
    expect(JSON.parse(committed)).toEqual(JSON.parse(await readFile(written, "utf8")));
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);

it("schema.json contains no syntax of TypeScript docstrings", async () => {
  const committed = await readFile(join(__dirname, "../provider/schema.json"), "utf8");
  expect(committed).not.toMatch(/\{@link|@example|@default/);
});
