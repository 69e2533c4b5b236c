import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..");

/** Returns the folders of `provider/src` in the map of CONTRIBUTING.md. */
function drawn(): string[] {
  const text = readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8");
  const [, map = ""] = /^provider\/ .*\n((?: +.*\n)+)/m.exec(text) ?? [];
  return [...map.matchAll(/^ {2}src\/([\w.-]+)/gm)].map(([, room = ""]) => room).toSorted();
}

it("the map in CONTRIBUTING.md shows every folder of provider/src", () => {
  const folders = readdirSync(join(ROOT, "provider/src"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "testing")
    .map(({ name }) => name);
  expect(drawn()).toEqual([...folders, "dynamic.ts", "native.ts"].toSorted());
});

it("the import rules cover every folder of provider/src", () => {
  const { forbidden }: { forbidden: { name: string }[] } = require("../.dependency-cruiser.cjs");
  const ruled = forbidden.flatMap(({ name }) => /^(.*)-imports$/.exec(name)?.[1] ?? []);
  expect(ruled.filter((room) => room !== "index.ts").toSorted()).toEqual(drawn());
});
