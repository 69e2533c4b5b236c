/**
 * Commands in the documentation must use the name of this package. Outside a project, npx downloads and runs any package
 * with the name of the command.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");
const FORBIDDEN = [
  /npx (?:-\S+ )*cni(?:-simulator)?\b/,
  // npx treats the word after `--no` as a value, and then takes the command's options for its own.
  /npx --no (?!-- )/,
  // Matches a command between backticks or on a line of a script. A shell cannot find `cni`, because it is not on PATH.
  /`cni(?:-simulator)? [a-z-]/,
  /^\s*(?:\$ |- |(?:- )?run: )?cni(?:-simulator)? [a-z-]/,
];
const isForbidden = (line: string) => FORBIDDEN.some((form) => form.test(line));
const THIS_FILE = "test/npx-names.test.ts";

it("the documentation contains no command for which npx would download another package", () => {
  const files = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((file) => /\.(md|ts|mjs|js|json|ya?ml|tsx|html)$/.test(file) && file !== THIS_FILE);
  expect(files.length).toBeGreaterThan(300);
  const bare = files.flatMap((file) =>
    readFileSync(join(root, file), "utf8")
      .split("\n")
      .flatMap((line, index) =>
        isForbidden(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [],
      ),
  );
  expect(bare).toEqual([]);
});

it.each([
  "npx cni slots",
  "npx -y cni slots",
  "npx cni-simulator",
  "npx --no -- cni slots",
  "npx --no pulumi-cloudflare-cni slots",
  "Run `cni drill --restore file` again.",
  "      - run: cni status",
  "$ cni-simulator --port 1",
])("refuses the command %j", (line) => {
  expect(isForbidden(line)).toBe(true);
});

it.each([
  "npx --no -- pulumi-cloudflare-cni slots",
  "`npx pulumi-cloudflare-cni slots`",
  "the cni API",
])("allows the command %j", (line) => {
  expect(isForbidden(line)).toBe(false);
});

it("npx passes the options in the sample workflows to the command", () => {
  const args = ["--no", "--", "cloudflare-cni-simulator", "--version"];
  const printed = execFileSync("npx", args, { cwd: root, encoding: "utf8" });
  const { version } = JSON.parse(readFileSync(join(root, "simulator/package.json"), "utf8"));
  expect(printed.trim()).toBe(version);
});
