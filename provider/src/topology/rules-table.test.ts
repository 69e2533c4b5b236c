/** Checks that docs/rules.md contains the table that the code generates. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BLOCKER_TYPES, rulesTable } from ".";

const PAGE = join(__dirname, "../../../docs/rules.md");

it("rulesTable has a row for each rule, with its figure and source", () => {
  const [head, line, ...rows] = rulesTable().trimEnd().split("\n");
  expect(head).toBe("| Blocker | Rule | Figure | Source |");
  expect(line).toBe("| --- | --- | --- | --- |");
  expect(rows).toHaveLength(BLOCKER_TYPES.length);
  for (const [at, type] of BLOCKER_TYPES.entries()) {
    expect(rows[at]).toMatch(
      new RegExp(
        `^\\| \`${type}\` \\| [^|]+ \\| [^|]+ \\| \\[Cloudflare\\]\\(https://[^|]+\\) \\|$`,
      ),
    );
  }
});

it("docs/rules.md contains the generated table", () => {
  const page = readFileSync(PAGE, "utf8");
  const written = `${page.split("\n| Blocker ")[0]?.trimEnd()}\n\n${rulesTable()}`;
  if (process.env.UPDATE_DOCS) writeFileSync(PAGE, written);
  expect(readFileSync(PAGE, "utf8")).toBe(written);
});
