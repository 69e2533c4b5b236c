import { BLOCKER_TYPES, rulesTable } from ".";

it("has a row for each rule, with its figure and source", () => {
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
