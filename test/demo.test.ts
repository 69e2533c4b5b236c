/** `npm run demo`, without the steps before it. */
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";

const ROOT = resolve(__dirname, "..");
/** Lines of a pipe, of which the steps before the demo print eight. */
const MAX_LINES = 92;

it("the demo reaches its end, with the design and the effect of each failure, in at most 100 lines", async () => {
  const { stdout } = await promisify(execFile)("node", ["tools/dist/demo/index.js"], { cwd: ROOT });
  expect(stdout).toMatch(/^ {2}[✓?] transit: .*\n {4}[✓?] Diversity: site-diverse$/m);
  expect(stdout).toMatch(/^ {2}After any one of \d+ single failures, .* carried/m);
  expect(stdout).toMatch(/Done in \d+ s\.\n$/);
  expect(stdout.split("\n").length).toBeLessThanOrEqual(MAX_LINES + 1);
});
