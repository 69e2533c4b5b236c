import { execFileSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "..");

/** Returns the suites that jest finds. */
function suites(chosen: string): string[] {
  const env = { ...process.env, CNI_SUITES: chosen };
  const listed = execFileSync("npx", ["jest", "--listTests"], { cwd: root, env, encoding: "utf8" });
  return listed.trim().split("\n").toSorted();
}

it("`npm run test:all` runs every suite exactly once: in `npm test`, or afterwards", () => {
  const [every, quick, rest] = ["all", "quick", "rest"].map(suites);
  expect(every?.length).toBeGreaterThan(150);
  expect([...(quick ?? []), ...(rest ?? [])].toSorted()).toEqual(every);
});

it("every suite in the list of suites that `npm test` leaves out exists", () => {
  const { REST }: typeof import("./run/suites.cjs") = require("./run/suites.cjs");
  expect(suites("rest")).toHaveLength(Object.keys(REST).length);
});
