// @ts-check
// Prints the suite and the title of every test without running the tests. Compare the output of two checkouts with `diff`
// to see which tests a change removed.
import { spawnSync } from "node:child_process";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const NO_TEST = "no test has this title";
const { stdout } = spawnSync("npx", ["jest", "--json", "-t", NO_TEST, ...process.argv.slice(2)], {
  cwd: root,
  encoding: "utf8",
  maxBuffer: 256 * 1024 * 1024,
  stdio: ["ignore", "pipe", "ignore"],
});
/** @type {{ testResults: { name: string, assertionResults: { fullName: string }[] }[] }} */
const { testResults } = JSON.parse(stdout);
const titles = testResults.flatMap(({ name, assertionResults }) =>
  assertionResults.map(({ fullName }) => `${relative(root, name)}: ${fullName}`),
);
console.log(titles.toSorted().join("\n"));
