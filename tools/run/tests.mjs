// @ts-check
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { countTests } from "./count.mjs";

// The cache is outside the temporary folder of the run, so that later runs can use it.
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/jest", import.meta.url));

/**
 * @param {import("./prepare.mjs").Children} children
 * @param {readonly string[]} args
 * @param {string} resultsFile
 */
export async function runTests(children, args, resultsFile) {
  const exitCode = await children.show("jest", ["--ci", `--cacheDirectory=${CACHE}`, ...args]);
  /** @type {import("./count.mjs").Results | undefined} */
  const results = await readFile(resultsFile, "utf8").then(JSON.parse, () => undefined);
  const byName = args.some((arg) => /^(-t|--testNamePattern)/.test(arg));
  const { passed, failed, notes } = countTests(results, exitCode, byName);
  for (const note of notes) console.log(note);
  return { passed, failed };
}
