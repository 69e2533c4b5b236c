import { readFileSync } from "node:fs";
import { join } from "node:path";
import { presetNames, presets } from "./faults/presets";
import { listSwitches } from "./page/switches";

const readme = readFileSync(join(__dirname, "..", "README.md"), "utf8");

/** Table rows, with repeated spaces collapsed. */
const rows = readme
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) => line.replaceAll(/ +/g, " "));

test.each(listSwitches())(
  "the README lists the values of the switch $name",
  ({ name, options, description, ...rest }) => {
    // The README lists the default first.
    const row = rows.find((line) => line.startsWith(`| \`${name}\` | \`${rest.default}\``));
    expect(row).toContain(description?.replace(/\.$/, ""));
    for (const option of options ?? []) {
      expect(row).toContain(`\`${option}\``);
    }
  },
);

test.each(presetNames)("the README describes the preset %s", (name) => {
  expect(rows).toContain(`| \`${name}\` | ${presets[name].description} |`);
});
