/** Complete sheets of `examples/ha-multi-location`. `UPDATE_GOLDEN=1` rewrites them; look at them before you commit. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crossConnectsOf, netBoxOf, orderSheetHtml, orderSheetMarkdown, sheetsOf } from ".";
import { HA_MULTI_LOCATION, OBJECTS } from "./testing/objects";

const DETAILS = { date: "2026-11-29", party: "Example Networks" };
const crossConnects = crossConnectsOf([HA_MULTI_LOCATION], OBJECTS).map((one) => ({
  ...one,
  letter: { file: `${one.interconnect}-loa.pdf` },
}));

function expectGolden(name: string, text: string): void {
  const file = join(__dirname, "golden", name);
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, "utf8"));
}

const sheets = sheetsOf(crossConnects).map((sheet) => [sheet.facility ?? "", sheet] as const);

test.each(sheets)("the sheets of %s equal their golden files", (facility, sheet) => {
  const name = facility.toLowerCase().replaceAll(" ", "-");
  expectGolden(`${name}.md`, orderSheetMarkdown(sheet, DETAILS));
  // The style belongs to the report too.
  const page = orderSheetHtml(sheet, DETAILS).replace(/<style>.*<\/style>/s, "<style></style>");
  expectGolden(`${name}.html`, page);
});

test.each(netBoxOf(crossConnects).files.map(({ name, text }) => [name, text]))(
  "%s for NetBox equals its golden file",
  (name, text) => expectGolden(`netbox/${name}`, text),
);
