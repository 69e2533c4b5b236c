/** Outside a project npm runs whoever owns a name, so every command that people copy has the package's name. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");
// With `--no`, npm fetches nothing.
const BARE = [
  /npx (?!--no )(?:-\S+ )*cni(?:-simulator)?\b/,
  // A command to copy: between backticks, or a whole line of a script. No shell has it in its path.
  /`cni(?:-simulator)? [a-z-]/,
  /^\s*(?:\$ |- |(?:- )?run: )?cni(?:-simulator)? [a-z-]/,
];
const isBare = (line: string) => BARE.some((form) => form.test(line));
/** This file, and a job that holds no secret: `npx --no` did not find the simulator there. */
const EXEMPT = ["test/npx-names.test.ts", "docs/ci/github/cni-pull-request.yml"];

it("names no command that npm would fetch from a package of that name", () => {
  const files = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((file) => /\.(md|ts|mjs|js|json|ya?ml|tsx|html)$/.test(file) && !EXEMPT.includes(file));
  expect(files.length).toBeGreaterThan(300);
  const bare = files.flatMap((file) =>
    readFileSync(join(root, file), "utf8")
      .split("\n")
      .flatMap((line, index) => (isBare(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
  expect(bare).toEqual([]);
});

it.each([
  "npx cni slots",
  "npx -y cni slots",
  "npx cni-simulator",
  "Run \\`cni drill --restore file\\` again.",
  "      - run: cni status",
  "$ cni-simulator --port 1",
])("refuses %j", (line) => {
  expect(isBare(line)).toBe(true);
});

it.each([
  "npx --no pulumi-cloudflare-cni slots",
  "`npx pulumi-cloudflare-cni slots`",
  "the cni API",
])("allows %j", (line) => {
  expect(isBare(line)).toBe(false);
});
