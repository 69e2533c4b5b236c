import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { createCni, orderPort, slotsAt, useSimulator } from "../testing/use-simulator";
import { ask, useBrowser, type View } from "./testing/browser";
import { faint } from "./testing/contrast";

const bench = useSimulator();
const openPage = useBrowser();

async function open(view: View, url = bench().simulator.pageUrl): Promise<Page> {
  return (await openPage(url, view)).page;
}

/** Creates four ports, three of them Healthy, with sessions on two. */
async function working(): Promise<string[]> {
  const { control } = bench().simulator;
  const names = [];
  for (const site of ["ewr-a", "ewr-a", "ams-a"]) {
    names.push(await orderPort(bench(), site));
  }
  await control.advance("14d");
  names.push(await orderPort(bench(), "fra-a"));
  await createCni(bench(), names[0] ?? "", "newark-1");
  await createCni(bench(), names[2] ?? "", "amsterdam-1");
  return names;
}

/** Creates the same ports, with outages, maintenance, faults and changed switches. */
async function broken(): Promise<void> {
  const [, second = ""] = await working();
  const { control } = bench().simulator;
  await control.beginOutage({ site: "ams-a", reason: "fibre cut in the street" });
  await control.beginOutage({ device: "ccr01.lhr-a", state: "Unhealthy", reason: "heat" });
  await control.plan(second, [
    { after: "0s", state: "Unhealthy", reason: "light below -20 dBm" },
    { after: "2h", state: "Provisioning" },
  ]);
  await control.announceMaintenance({ site: "ewr-a" });
  await control.announceMaintenance({ site: "fra-a", whole: true, emergency: true });
  await control.addFault({ preset: "rate-limited" });
  await control.addFault({ method: "POST", path: "^/cni/cnis$", respond: { drop: true } });
  await bench().send("GET", "/slots?site=ewr-a&occupied=false");
  await bench().send("GET", "/interconnects/cni-nowhere-000099/status");
  const [free = ""] = await slotsAt(bench(), "cdg-a");
  await control.occupySlot(free);
  await control.behave({ takenSlot: "409", occupationLag: "30s" });
  await control.addFault({ preset: "slow" });
}

const states: Record<string, () => Promise<unknown>> = { fresh: async () => {}, working, broken };
const schemes = ["light", "dark"] as const;
const widths = { narrow: 400, wide: 1400 };

async function shown(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "Ports" }).waitFor();
}

async function unfoldAll(page: Page): Promise<void> {
  await page.locator("#preset-description").waitFor({ state: "attached" });
  await page.locator(".switch").first().waitFor({ state: "attached" });
  await ask(page, "unfold");
}

// Screenshots are for people to look at. They are not checked.
const folder = process.env.SCREENSHOTS;
if (folder !== undefined) {
  test.each(
    Object.keys(states).flatMap((state) =>
      schemes.flatMap((scheme) =>
        Object.entries(widths).map(([name, width]) => ({ state, scheme, name, width })),
      ),
    ),
  )(
    "screenshot of the $state simulator, $scheme scheme, $name window",
    async ({ state, scheme, name, width }) => {
      await states[state]?.();
      const page = await open({ colorScheme: scheme, width });
      await shown(page);
      mkdirSync(folder, { recursive: true });
      const picture = join(folder, `${state}-${scheme}-${name}`);
      await page.screenshot({ path: `${picture}.png`, fullPage: true });
      await page.locator(".troubles summary, #behaviour summary").evaluateAll((summaries) => {
        for (const summary of summaries) {
          summary.click();
        }
      });
      await page.screenshot({ path: `${picture}-unfolded.png`, fullPage: true });
    },
  );
}

describe.each(schemes)("in the %s scheme", (colorScheme) => {
  test.each(Object.keys(states))(
    "every text on the page of a %s simulator has enough contrast",
    async (state) => {
      await states[state]?.();
      const page = await open({ colorScheme });
      await shown(page);
      await unfoldAll(page);
      expect(await faint(page)).toEqual([]);
      await page.getByRole("button", { name: "Reset …" }).click();
      await page.getByRole("dialog").waitFor();
      expect(await faint(page)).toEqual([]);
    },
  );

  test("error messages have enough contrast", async () => {
    const { pageUrl, controlKey } = bench().simulator;
    const page = await open({ colorScheme }, pageUrl.replace(controlKey, "wrong"));
    await page.getByRole("alert").getByText("does not accept").waitFor();
    expect(await faint(page)).toEqual([]);
    await page.getByLabel("Control key").fill(controlKey);
    await page.keyboard.press("Enter");
    await page.getByText("Start an outage").click();
    await page.getByLabel("Facility").fill("nowhere");
    await page.getByRole("button", { name: "Start outage" }).click();
    await page.getByRole("alert").getByText("No slot matches").waitFor();
    expect(await faint(page)).toEqual([]);
  });
});

test("the contrast check finds faint text", async () => {
  const page = await open({});
  await shown(page);
  await ask(page, "write-faintly");
  expect(await faint(page)).toEqual([expect.objectContaining({ what: "barely there" })]);
});

test.each([320, 400, 768, 1400, 2200])(
  "no element overflows a window that is %i pixels wide",
  async (width) => {
    await broken();
    const page = await open({ width });
    await shown(page);
    await unfoldAll(page);
    expect(await ask(page, "sticking-out")).toEqual([]);
  },
);

test("every control has a name, and button names are unique", async () => {
  await broken();
  const page = await open({});
  await shown(page);
  await unfoldAll(page);
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send("Accessibility.getFullAXTree");
  const turned = ["button", "textbox", "searchbox", "combobox", "checkbox", "link", "region"];
  const names = nodes
    .filter(({ ignored, role }) => !ignored && turned.includes(String(role?.value)))
    .map(({ role, name }) => `${role?.value}: ${name?.value ?? ""}`);
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => /: *$/.test(name))).toEqual([]);
  const buttons = names.filter((name) => name.startsWith("button"));
  expect(buttons.filter((name, index) => buttons.indexOf(name) !== index)).toEqual([]);
});

test("the headings skip no level, and the page has exactly one h1", async () => {
  await broken();
  const page = await open({});
  await shown(page);
  await unfoldAll(page);
  const levels = await ask<number[]>(page, "heading-levels");
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
});
