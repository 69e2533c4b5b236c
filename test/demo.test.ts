/** Runs the program of `npm run demo`, without the steps that prepare it. */
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";

const ROOT = resolve(__dirname, "..");
/** Maximum number of lines in a pipe. The steps before the demo print eight of the 100 lines. */
const MAX_LINES = 92;

it("the demo succeeds and prints the design and the effect of each failure in at most 100 lines", async () => {
  const { stdout } = await promisify(execFile)("node", ["tools/dist/demo/index.js"], { cwd: ROOT });
  expect(stdout).toMatch(/^ {2}[✓?] transit: .*\n {4}[✓?] Diversity: site-diverse$/m);
  expect(stdout).toMatch(/^ {2}After any one of \d+ single failures, .* carried/m);
  expect(stdout).toMatch(/Done in \d+ s\.\n$/);
  expect(stdout.split("\n").length).toBeLessThanOrEqual(MAX_LINES + 1);
});
