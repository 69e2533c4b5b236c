// @ts-check
/**
 * `npm run test:mutation`: applies every Stryker mutation to the HA model and counts those that no
 * test detects. Takes 45 minutes on two cores, so it does not run in CI.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const install = ["install", "--prefix", "mutation", "--no-save", "--no-package-lock", "--no-audit"];

/** @param {string} command @param {readonly string[]} args */
function run(command, args) {
  // A mutant that a hundred random designs do not detect costs half a minute.
  const env = { ...process.env, PROPERTY_RUNS: "2" };
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
}

run("npm", [...install, "--loglevel=error"]);
run("mutation/node_modules/.bin/stryker", [
  "run",
  "mutation/stryker.config.mjs",
  ...process.argv.slice(2),
]);
