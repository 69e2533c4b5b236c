import type { Page } from "playwright-core";
import { orderPort, useSimulator } from "../testing/use-simulator";
import { ask, useBrowser } from "./testing/browser";

const bench = useSimulator();
const openPage = useBrowser();

async function open(): Promise<Page> {
  const { page } = await openPage(bench().simulator.pageUrl);
  await page.getByRole("heading", { name: "Ports" }).waitFor();
  return page;
}

interface Focused {
  readonly name: string;
  readonly id: string;
  readonly outlined: boolean;
  readonly covered: boolean;
}

function focused(page: Page): Promise<Focused> {
  return ask<Focused>(page, "focused");
}

/** Presses Tab until the element with this name or id has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    await page.keyboard.press("Tab");
    const { name: reached, id } = await focused(page);
    if (reached === name || id === name) {
      return;
    }
  }
  throw new Error(`Pressing Tab 80 times never focused ${name}`);
}

test("the focus starts on the skip link and is visible on every element", async () => {
  await orderPort(bench());
  const page = await open();
  const path = [];
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    if (at.id === "" && at.name.startsWith("Skip") && steps > 0) {
      break;
    }
    path.push(at);
  }
  expect(path[0]?.name).toBe("Skip to ports");
  expect(path.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["+14 days", "Set cni-ewr-a-000001 to Down", "Start an outage"]),
  );
  expect(path.filter(({ outlined, covered }) => !outlined || covered)).toEqual([]);
});

test("an outage can be started and ended with the keyboard", async () => {
  const name = await orderPort(bench());
  const page = await open();
  const row = page.getByRole("row", { name });

  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect((await focused(page)).id).toBe("main");
  expect(await page.evaluate("sessionStorage.length")).toBe(1);

  await page.keyboard.press("Shift+Tab");
  await tabTo(page, `Set ${name} to Healthy`);
  await page.keyboard.press("Enter");
  await row.locator(".state.healthy").waitFor();

  await tabTo(page, "Start an outage");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Equinix NY");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.press("Tab");
  await page.keyboard.type("ewr-a");
  await page.keyboard.press("Enter");
  await row.locator(".state.down").waitFor();

  await page.getByRole("heading", { name: "Outages" }).focus();
  await tabTo(page, "End outage-1: site ewr-a");
  await page.keyboard.press("Space");
  await row.locator(".state.healthy").waitFor();
  // The focused button no longer exists, so the heading of its section gets the focus.
  await page.locator("#outages-title:focus").waitFor();
});

test("a confirmation can be answered with the keyboard and then restores the focus", async () => {
  await orderPort(bench());
  const page = await open();
  await page.getByRole("button", { name: "Reset …" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Reset the simulator?" }).waitFor();
  expect((await focused(page)).name).toBe("Cancel");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect((await focused(page)).name).toBe("Reset …");
  expect((await bench().simulator.control.state()).interconnects).toHaveLength(1);

  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Tab");
  expect((await focused(page)).name).toBe("Reset");
  await page.keyboard.press("Enter");
  await page.getByText("No ports.").waitFor();
});

test("the focus follows a slot when its facility moves to another group", async () => {
  const page = await open();
  await page.getByRole("region", { name: "Facilities" }).getByText("All slots free").click();
  await page.getByText("DataCentre220").click();
  const button = page.getByRole("button", { name: "Occupy slot" }).first();
  const id = await button.getAttribute("id");
  await button.focus();
  await page.keyboard.press("Enter");
  await page.getByText("Another customer").waitFor();
  await page.locator(`[id="${id}"]:focus`).waitFor();
});
