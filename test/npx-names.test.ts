/** Outside a project, npx runs whichever package owns a name, so commands to copy must use this package's name. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");
const FORBIDDEN = [
  /npx (?:-\S+ )*cni(?:-simulator)?\b/,
  // npx treats the word after `--no` as its value, so npm takes the options after it as its own.
  /npx --no (?!-- )/,
  // Matches a command to copy: between backticks, or a whole line of a script. It is in the path of no shell.
  /`cni(?:-simulator)? [a-z-]/,
  /^\s*(?:\$ |- |(?:- )?run: )?cni(?:-simulator)? [a-z-]/,
];
const isForbidden = (line: string) => FORBIDDEN.some((form) => form.test(line));
const THIS_FILE = "test/npx-names.test.ts";

it("the documentation names no command that npx would fetch from another package", () => {
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

it("npx passes options to the command as the sample workflows write them", () => {
  const args = ["--no", "--", "cloudflare-cni-simulator", "--version"];
  const printed = execFileSync("npx", args, { cwd: root, encoding: "utf8" });
  const { version } = JSON.parse(readFileSync(join(root, "simulator/package.json"), "utf8"));
  expect(printed.trim()).toBe(version);
});
