/** Tests that docs/careful-designs.md shows what preview reports for each flawed design. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assess } from ".";
import { CAREFUL, FLAWED, type FlawedDesign } from "./testing/careful-designs";

const PAGE = join(__dirname, "../../../docs/careful-designs.md");
const INTRO = `# Careful designs

Four designs that a careful engineer would accept and that are wrong. Each differs in one respect from a design without errors. That design has two ports in Chicago and Los Angeles on two routers, \`steering\` "primary" and "secondary", health checks, tracked static routes, and two Internet providers as the backup.

<!-- Written by \`UPDATE_DOCS=1 npx jest careful-designs\`. -->
`;

/** Links to the previous and next pages. test/documentation.test.ts checks them. */
const NAVIGATION = /\n(Previous: .*\n)$/;

function sectionOf({ title, looks, design, finding }: FlawedDesign): string {
  const found = assess(design).blockers.filter(({ type }) => type === finding);
  const lines = found.map(({ severity, explanation }) => `> ${severity}: ${explanation}`);
  return `## ${title}

It looks right: ${looks} Preview finds [\`${finding}\`](rules.md):

${lines.join("\n>\n")}
`;
}

it("the careful design is met and has only the warning that every design across metros has", () => {
  const { met, blockers } = assess(CAREFUL);
  expect({ met, blockers }).toMatchObject({
    met: true,
    blockers: [{ type: "UNCOORDINATED_MAINTENANCE", severity: "warning" }],
  });
});

it.each(FLAWED)('the flawed design "$title" has an error', ({ design, finding }) => {
  const { met, blockers } = assess(design);
  expect(met).toBe(false);
  expect(blockers).toContainEqual(expect.objectContaining({ type: finding, severity: "error" }));
});

it("docs/careful-designs.md contains the findings of each flawed design", () => {
  const [, navigation = ""] = NAVIGATION.exec(readFileSync(PAGE, "utf8")) ?? [];
  const page = [INTRO, ...FLAWED.map(sectionOf), navigation].join("\n");
  if (process.env.UPDATE_DOCS) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, "utf8")).toBe(page);
});
