// @ts-check
/**
 * Runs `npm run test:mutation`, which applies every Stryker mutation to the HA model and counts the mutations that
 * no test detects. It takes 45 minutes on two cores, so CI does not run it.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const install = ["install", "--prefix", "mutation", "--no-save", "--no-package-lock", "--no-audit"];

/** @param {string} command @param {readonly string[]} args */
function run(command, args) {
  // A hundred random designs for each mutant that no test detects would take half a minute, so two must do.
  const env = { ...process.env, PROPERTY_RUNS: "2", ORACLE_RUNS: "60" };
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
}

run("npm", [...install, "--loglevel=error"]);
run("mutation/node_modules/.bin/stryker", [
  "run",
  "mutation/stryker.config.mjs",
  ...process.argv.slice(2),
]);
