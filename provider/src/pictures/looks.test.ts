/** Layout of the report and the SVG in a browser. `SCREENSHOTS=<folder>` saves screenshots. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import type { Page } from "playwright-core";
import { useBrowser, type View } from "../../../simulator/src/page/testing/browser";
import { faint } from "../../../simulator/src/page/testing/contrast";
import { assess, type Design } from "../topology";
import { designDiff, diagram, report } from ".";
import { anyDesign } from "./testing/any-design";
import { EMPTY, FAILING, FORTY, HOSTILE, ONE, THREE, TWELVE } from "./testing/designs";

// Chromium sometimes fails to capture one of many long pages.
if (process.env.SCREENSHOTS !== undefined) jest.retryTimes(3);

const openPage = useBrowser();
const folder = mkdtempSync(join(tmpdir(), "pictures-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function open(content: string, view: View, name = "page.html"): Promise<Page> {
  const file = join(folder, name);
  writeFileSync(file, content);
  return (await openPage(pathToFileURL(file).href, view)).page;
}

function ask(page: Page, script: string): Promise<string[]> {
  return page.evaluate(readFileSync(join(__dirname, "testing", script), "utf8"));
}

const designs: Record<string, Design> = {
  one: ONE,
  three: THREE,
  failing: FAILING,
  twelve: TWELVE,
  forty: FORTY,
  hostile: HOSTILE,
  empty: EMPTY,
};
const cases = Object.keys(designs).flatMap((name) =>
  (["light", "dark"] as const).flatMap((colorScheme) =>
    [390, 1400].map((width) => ({ name, colorScheme, width })),
  ),
);

test.each(cases)(
  "report on $name has a correct layout and contrast, $colorScheme, $width pixels wide",
  async ({ name, colorScheme, width }) => {
    const design = designs[name] ?? EMPTY;
    const page = await open(report(design, assess(design)), { colorScheme, width });
    expect(await ask(page, "look.js")).toEqual([]);
    expect(await faint(page)).toEqual([]);
    const target = process.env.SCREENSHOTS;
    if (target !== undefined) {
      mkdirSync(target, { recursive: true });
      const path = join(target, `${name}-${colorScheme}-${width}.png`);
      await page.screenshot({ path, fullPage: true });
    }
  },
);

test.each(["light", "dark"] as const)(
  "SVG of a change has a correct layout, %s",
  async (colorScheme) => {
    const before = { ...FORTY, ports: FORTY.ports.slice(5), sessions: [] };
    const after = { ...FORTY, ports: FORTY.ports.slice(0, -3), sessions: [] };
    const pictures = [
      designDiff(before, after),
      designDiff(EMPTY, HOSTILE),
      designDiff({ ...HOSTILE, name: "before" }, { ...THREE, intent: "single" }),
    ];
    for (const [at, picture] of pictures.entries()) {
      const page = await open(`<!doctype html><title>change</title>${picture}`, { colorScheme });
      expect(await ask(page, "look.js")).toEqual([]);
      const target = process.env.SCREENSHOTS;
      if (target !== undefined) {
        mkdirSync(target, { recursive: true });
        await page.screenshot({
          path: join(target, `change-${at}-${colorScheme}.png`),
          fullPage: true,
        });
      }
    }
  },
);

test("look.js reports texts that overlap or leave their box", async () => {
  const page = await open(
    `<svg class="cni-picture"><rect class="box" width="20" height="20"/>
    <text y="15">one long text</text><text y="18">another</text></svg>`,
    {},
  );
  expect(await ask(page, "look.js")).toEqual(
    expect.arrayContaining([
      '"one long text" covers "another"',
      '"one long text" crosses the edge of a box',
    ]),
  );
});

test("cards of the report have a border in the color of their severity", async () => {
  const page = await open(report(THREE, assess(THREE)), {});
  const borders = await page.evaluate<string[]>(
    `[...document.querySelectorAll(".blockers li, .lights li")].map((card) =>
      getComputedStyle(card).borderTopColor === getComputedStyle(card.querySelector("[class*=t-]")).color)`,
  );
  expect(borders.length).toBeGreaterThan(4);
  expect(new Set(borders)).toEqual(new Set([true]));
});

test("report on a phone shows every cell of a table without scrolling sideways", async () => {
  const page = await open(report(THREE, assess(THREE)), { width: 390 });
  const cropped = await page.evaluate<number>(
    `[...document.querySelectorAll(".scroller:has(.stacks)")].filter(
      ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length`,
  );
  expect(cropped).toBe(0);
});

test("report shows the outcome of a failure that is picked, greys what is lost and thickens what remains", async () => {
  const page = await open(report(THREE, assess(THREE)), {});
  const outcome = page.locator(".o1");
  const styleOf = (selector: string, property: string) =>
    page.evaluate<string>(
      `getComputedStyle(document.querySelector(".wide ${selector}")).getPropertyValue("${property}")`,
    );
  expect(await outcome.isVisible()).toBe(false);
  await page.getByLabel("facility Equinix NY1").check();
  const words = await outcome.textContent();
  for (const part of ["degraded", "10 Gbps left", "≤ 390 s"]) expect(words).toContain(part);
  expect([await styleOf(".p0", "opacity"), await styleOf(".p2", "opacity")]).toEqual(["0.25", "1"]);
  expect(await styleOf(".p2 .link", "stroke-width")).toBe("5px");
  expect(await styleOf(".p2 .taken", "display")).toBe("inline");
  expect(await ask(page, "look.js")).toEqual([]);
});

test("report prints the three worst failures as small pictures instead of the failures to pick", async () => {
  const page = await open(report(FORTY, assess(FORTY)), { width: 718 });
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("figure:visible").count()).toBe(3);
  expect(await page.locator(".chips:visible").count()).toBe(0);
});

test("SVG as a file follows the light and dark color scheme", async () => {
  const svg = diagram(THREE, assess(THREE));
  const ground = async (colorScheme: "light" | "dark") => {
    const page = await open(svg, { colorScheme }, "picture.svg");
    return page.evaluate<string>(`getComputedStyle(document.querySelector(".ground")).fill`);
  };
  expect(await ground("light")).toBe("rgb(255, 255, 255)");
  expect(await ground("dark")).toBe("rgb(13, 17, 23)");
});

test("report prints in light colors, completely, and within the page width", async () => {
  const page = await open(report(FORTY, assess(FORTY)), { colorScheme: "dark", width: 718 });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await ask(page, "look.js")).toEqual([]);
  expect(await page.getByText("ams-transit-12").first().isVisible()).toBe(true);
  expect(await page.evaluate<string>("getComputedStyle(document.body).backgroundColor")).toBe(
    "rgb(255, 255, 255)",
  );
});

test("SVG is well-formed, without overlaps or code, whatever the names in a design", async () => {
  const some = fc.sample(anyDesign, { numRuns: 40, seed: 1 });
  const page = await open("<!doctype html><title>empty</title>", { width: 1400 });
  const documents = [
    ...[HOSTILE, ...some].map((design) => diagram(design)),
    designDiff(EMPTY, HOSTILE),
    ...some.slice(0, 10).map((design) => designDiff(HOSTILE, design)),
  ];
  await page.evaluate(`window.documents = ${JSON.stringify(documents)}`);
  expect(await ask(page, "xml.js")).toEqual([]);
  await page.evaluate(`document.body.innerHTML = window.documents.join("")`);
  expect(await ask(page, "look.js")).toEqual([]);
});
