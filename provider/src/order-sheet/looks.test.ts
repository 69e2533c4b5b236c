/** Layout of the order sheets in a browser, on screen and on paper. `SCREENSHOTS=<folder>` saves pictures and PDFs. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { useBrowser, type View } from "../../../simulator/src/page/testing/browser";
import { faint } from "../../../simulator/src/page/testing/contrast";
import { crossConnectsOf, type Letter, type OrderSheet, orderSheetHtml, sheetsOf } from ".";
import { HA_MULTI_LOCATION, HOSTILE, OBJECTS, oneFacility } from "./testing/objects";

const openPage = useBrowser();
const folder = mkdtempSync(join(tmpdir(), "order-sheet-"));
afterAll(() => rmSync(folder, { recursive: true }));

const LOOK = readFileSync(join(__dirname, "../pictures/testing/look.js"), "utf8");

/** Texts of an order sheet that overlap, or leave their card. */
const OVERLAPS = `(() => {
  const texts = [...document.querySelectorAll("dt, dd, h1, h2, h3, .checks li, .notice, footer")];
  const rects = texts.map((text) => ({ text, rect: text.getBoundingClientRect() }));
  const problems = [];
  rects.forEach(({ text, rect }, at) => {
    for (const other of rects.slice(at + 1)) {
      const across = Math.min(rect.right, other.rect.right) - Math.max(rect.left, other.rect.left);
      const down = Math.min(rect.bottom, other.rect.bottom) - Math.max(rect.top, other.rect.top);
      if (across > 0.5 && down > 0.5) problems.push(text.textContent + " covers " + other.text.textContent);
    }
    const card = text.closest("article")?.getBoundingClientRect();
    if (card && (rect.right > card.right || rect.bottom > card.bottom || text.scrollWidth > text.clientWidth + 1)) {
      problems.push(text.textContent + " leaves its card");
    }
  });
  return problems;
})()`;

const PROBLEM: Letter = { problem: "no letter of authorization is available for this port yet" };

function sheetOf({ design, objects }: ReturnType<typeof oneFacility>, letter: Letter): OrderSheet {
  const [sheet] = sheetsOf(crossConnectsOf([design], objects).map((one) => ({ ...one, letter })));
  if (sheet === undefined) throw new Error("there is no sheet");
  return sheet;
}

const sheets: Record<string, OrderSheet> = {
  example: sheetOf(
    { design: HA_MULTI_LOCATION, objects: OBJECTS },
    { file: "cni-lax-a-000003-loa.pdf" },
  ),
  two: sheetOf(oneFacility(2), PROBLEM),
  four: sheetOf(oneFacility(4), PROBLEM),
  seven: sheetOf(oneFacility(7), { file: "cni-ewr-b-000001-loa.pdf" }),
  hostile: sheetOf(HOSTILE, PROBLEM),
};
const names = Object.keys(sheets);

function pageOf(name: string): string {
  return orderSheetHtml(sheets[name] ?? { address: [], crossConnects: [] }, { date: "2026-11-29" });
}

async function open(name: string, view: View): Promise<Page> {
  const file = join(folder, "sheet.html");
  writeFileSync(file, pageOf(name));
  return (await openPage(pathToFileURL(file).href, view)).page;
}

function save(name: string): string | undefined {
  const target = process.env.SCREENSHOTS;
  if (target !== undefined) mkdirSync(target, { recursive: true });
  return target && join(target, `order-sheet-${name}`);
}

const cases = names.flatMap((name) =>
  (["light", "dark"] as const).flatMap((colorScheme) =>
    [390, 1100].map((width) => ({ name, colorScheme, width })),
  ),
);

test.each(cases)(
  "the order sheet $name has a correct layout and contrast, $colorScheme, $width pixels wide",
  async ({ name, colorScheme, width }) => {
    const page = await open(name, { colorScheme, width });
    expect(await page.evaluate<string[]>(LOOK)).toEqual([]);
    expect(await page.evaluate<string[]>(OVERLAPS)).toEqual([]);
    expect(await faint(page)).toEqual([]);
    const path = save(`${name}-${colorScheme}-${width}.png`);
    if (path !== undefined) await page.screenshot({ path, fullPage: true });
  },
);

const papers = (["A4", "Letter"] as const).flatMap((format) =>
  ["example", "two", "four"].map((name) => ({ name, format })),
);

test.each(papers)(
  "the order sheet $name prints to one page of $format, in light colors",
  async ({ name, format }) => {
    const page = await open(name, { colorScheme: "dark" });
    expect(await pagesOf(page, format, save(`${name}-${format}.pdf`))).toBe(1);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await page.evaluate<string[]>(OVERLAPS)).toEqual([]);
    expect(await page.evaluate<string>("getComputedStyle(document.body).backgroundColor")).toBe(
      "rgb(255, 255, 255)",
    );
  },
);

test("an order sheet with more ports prints to several pages and breaks no card", async () => {
  const page = await open("seven", {});
  expect(await pagesOf(page, "A4", save("seven-A4.pdf"))).toBe(2);
  await page.emulateMedia({ media: "print" });
  const breaks = await page.evaluate<string[]>(
    `[...document.querySelectorAll("article")].map((card) => getComputedStyle(card).breakInside)`,
  );
  expect(new Set(breaks)).toEqual(new Set(["avoid"]));
});

/** Number of pages of the printed sheet. */
async function pagesOf(page: Page, format: string, path: string | undefined): Promise<number> {
  const pdf = await page.pdf({ format, printBackground: true, path });
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
