import { execFileSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "..");

/** The suites that jest finds. */
function suites(chosen: string): string[] {
  const env = { ...process.env, CNI_SUITES: chosen };
  const listed = execFileSync("npx", ["jest", "--listTests"], { cwd: root, env, encoding: "utf8" });
  return listed.trim().split("\n").toSorted();
}

it("every suite runs either in `npm test` or in the rest of `npm run test:all`", () => {
  const [every, quick, rest] = ["all", "quick", "rest"].map(suites);
  expect(every?.length).toBeGreaterThan(150);
  expect([...(quick ?? []), ...(rest ?? [])].toSorted()).toEqual(every);
});

it("the list of suites left to `npm run test:all` names only existing suites", () => {
  const { REST }: typeof import("./run/suites.cjs") = require("./run/suites.cjs");
  expect(suites("rest")).toHaveLength(Object.keys(REST).length);
});
