// @ts-check
import { dependenciesAreThere } from "./dependencies.mjs";
import { StepFailure, seconds } from "./steps.mjs";

/** @typedef {ReturnType<typeof import("./children.mjs").createChildren>} Children */

// No dependency needs its install script, because npm has a ready-made package for each platform.
const INSTALL = ["ci", "--no-audit", "--ignore-scripts", "--loglevel=error"];
// Overrides NODE_ENV and npm settings that would omit these dependencies.
const INCLUDE = ["--include=dev", "--include=optional"];

/**
 * @param {Children} children
 * @param {string} root
 */
export async function dependencies(children, root) {
  if (await dependenciesAreThere(root)) return "up to date";
  const started = Date.now();
  const { exitCode, stderr } = await children.capture("npm", [...INSTALL, ...INCLUDE]);
  if (exitCode === 0) return `installed in ${seconds(started)}`;
  throw new StepFailure(
    "The dependencies cannot be installed. Check the registry (`npm config get registry`) and the network.",
    stderr.split("\n").slice(0, 12).join("\n"),
  );
}

/**
 * @param {Children} children
 * @param {"compile" | "build"} script script in the root's package.json
 */
export async function compile(children, script) {
  const started = Date.now();
  const { exitCode, stdout, stderr } = await children.capture("npm", ["run", "--silent", script]);
  if (exitCode === 0) return `done in ${seconds(started)}`;
  throw new StepFailure("The sources do not compile. See the errors above.", stdout || stderr);
}

/**
 * @param {Children} children
 * @param {(line: string) => void} tell
 * @param {readonly string[]} [options] `--languages` for the hosts of other languages
 */
export async function engine(children, tell, options = []) {
  const { exitCode, stdout } = await children.capture(
    "node",
    ["tools/dist/ensure-engine.js", ...options],
    tell,
  );
  if (exitCode === 0) return stdout.trim();
  throw new StepFailure("Tests of stacks need the Pulumi CLI. See the reason above.");
}
