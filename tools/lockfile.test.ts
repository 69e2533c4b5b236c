/** Checks that the lockfile installs on every platform. npm 10 refuses a lockfile without the packages of other platforms. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const entry = z.looseObject({
  resolved: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const { packages } = z
  .object({ packages: z.record(z.string(), entry) })
  .parse(JSON.parse(readFileSync(join(__dirname, "../package-lock.json"), "utf8")));

/** Returns whether npm would find a dependency of the package at `path`: in its own folder, or in a folder above. */
function isLocked(path: string, name: string): boolean {
  const folders = path.split("/node_modules/");
  return (
    folders
      .map((_, depth) => folders.slice(0, depth + 1).join("/node_modules/"))
      .some((folder) => `${folder}/node_modules/${name}` in packages) ||
    `node_modules/${name}` in packages
  );
}

it("the lockfile has an entry for every optional dependency of every package", () => {
  const optional = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).map((name) => ({ path, name })),
  );
  expect(optional.length).toBeGreaterThan(30);
  expect(optional.filter(({ path, name }) => !isLocked(path, name))).toEqual([]);
});

it("the lockfile does not contain the address of a registry", () => {
  const named = Object.values(packages).filter(({ resolved }) => resolved?.includes("://"));
  expect(named).toEqual([]);
});
