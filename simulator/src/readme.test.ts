import { readFileSync } from "node:fs";
import { join } from "node:path";
import { presetNames, presets } from "./faults/presets";
import { switches } from "./page/switches";

const readme = readFileSync(join(__dirname, "..", "README.md"), "utf8");

/** Rows of its tables without the blanks that line them up. */
const rows = readme
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) => line.replaceAll(/ +/g, " "));

test.each(switches())(
  "README tells what $name can be",
  ({ name, options, description, ...rest }) => {
    // What holds unless told is the first.
    const row = rows.find((line) => line.startsWith(`| \`${name}\` | \`${rest.default}\``));
    expect(row).toContain(description?.replace(/\.$/, ""));
    for (const option of options ?? []) {
      expect(row).toContain(`\`${option}\``);
    }
  },
);

test.each(presetNames)("README tells what the fault %s does", (name) => {
  expect(rows).toContain(`| \`${name}\` | ${presets[name].description} |`);
});
