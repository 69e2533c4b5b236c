// @ts-check
/**
 * `npm run test:mutation`: changes the HA model in every way that Stryker knows, and counts the
 * changes that no test notices. Takes three quarters of an hour on two cores, so it is no part of
 * the gate.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const install = ["install", "--prefix", "mutation", "--no-save", "--no-package-lock", "--no-audit"];

/** @param {string} command @param {readonly string[]} args */
function run(command, args) {
  // A change that a hundred random designs are to find costs half a minute where none does.
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
