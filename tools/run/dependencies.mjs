// @ts-check
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

/**
 * @typedef {Record<string, Record<string, string> | undefined>} Manifest
 * @typedef {{ version?: string, optional?: boolean, devOptional?: boolean } & Manifest} Entry
 */

const KINDS = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

/**
 * Returns whether node_modules matches package-lock.json, and package-lock.json matches the package.json files of the
 * workspaces. Relies on npm's record of installed packages. npm writes that record last, so an interrupted install has
 * none.
 *
 * @param {string} root
 */
export async function dependenciesAreThere(root) {
  /** @type {{ packages: Record<string, Entry> } | undefined} */
  const lock = await readJson(join(root, "package-lock.json"));
  /** @type {{ packages: Record<string, Entry> } | undefined} */
  const record = await readJson(join(root, "node_modules/.package-lock.json"));
  if (!lock || !record) return false;

  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path.includes("node_modules/")) {
      const installed = record.packages[path];
      const needed = !entry.optional && !entry.devOptional;
      if (installed ? installed.version !== entry.version : needed) return false;
    } else {
      /** @type {Manifest | undefined} */
      const manifest = await readJson(join(root, path, "package.json"));
      if (!manifest) return false;
      if (!KINDS.every((kind) => isDeepStrictEqual(manifest[kind], entry[kind]))) return false;
    }
  }
  return true;
}

/** @param {string} path */
async function readJson(path) {
  return readFile(path, "utf8").then(JSON.parse, () => undefined);
}
