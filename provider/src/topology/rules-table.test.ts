/** Tests that docs/rules.md contains the tables that the code generates. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FACTS } from "../domain/facts";
import { factsTable } from "../domain/facts-table";
import { BLOCKER_TYPES, rulesTable } from ".";

const FACTS_INTRO = `## Facts

The figures that Cloudflare publishes, each with the date of the page. \`contradicted\`: current pages disagree, and the value is the cautious reading.`;
/** Links to the previous and next pages. test/documentation.test.ts checks them. */
const NAVIGATION = /\nPrevious: .*\n$/;
const PAGE = join(__dirname, "../../../docs/rules.md");

it("rulesTable contains a row with figure and source for each rule", () => {
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

it("factsTable contains a row with certainty, date and page for each fact", () => {
  const [, , ...rows] = factsTable().trimEnd().split("\n");
  expect(rows).toHaveLength(Object.keys(FACTS).length);
  expect(rows).toContain(
    "| 500,000 | priority added while a health check finds the tunnel degraded | sure | 2026-09-17 | [Cloudflare](https://developers.cloudflare.com/magic-transit/reference/tunnel-health-checks/) |",
  );
  expect(factsTable()).toContain("| contradicted: the page's own example adds 15 for each |");
});

it("docs/rules.md contains the generated tables", () => {
  const page = readFileSync(PAGE, "utf8");
  const written = `${page.split("\n| Blocker ")[0]?.trimEnd()}\n\n${rulesTable()}\n${FACTS_INTRO}\n\n${factsTable()}${NAVIGATION.exec(page)?.[0] ?? ""}`;
  if (process.env.UPDATE_DOCS) writeFileSync(PAGE, written);
  expect(readFileSync(PAGE, "utf8")).toBe(written);
});
