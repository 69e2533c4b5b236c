import { type Simulator, type SimulatorOptions, startSimulator } from "..";
import { createCni, orderPort, useSimulator } from "../testing/use-simulator";
import { ask, useBrowser } from "./testing/browser";

const bench = useSimulator();
const openPage = useBrowser();
let started: Simulator[] = [];

afterEach(async () => {
  await Promise.all(started.map((simulator) => simulator.close()));
  started = [];
});

async function open(url = bench().simulator.pageUrl) {
  return (await openPage(url)).page;
}

/** Starts a separate simulator for the test. */
async function start(options?: SimulatorOptions): Promise<Simulator> {
  const simulator = await startSimulator(options);
  started.push(simulator);
  return simulator;
}

describe("the control key", () => {
  test("is removed from the address bar, and stays available in the tab", async () => {
    const page = await open();
    await page.getByRole("heading", { name: "Ports" }).waitFor();
    expect(page.url()).not.toContain("#");
    await page.reload();
    await page.getByRole("heading", { name: "Ports" }).waitFor();
    // The page must not take the anchor of a link for a key.
    await page.getByRole("link", { name: "Faults" }).click();
    await page.reload();
    await page.getByRole("heading", { name: "Ports" }).waitFor();
  });

  test("is requested if it is missing, and the whole URL of the page is accepted in its place", async () => {
    const { pageUrl } = bench().simulator;
    const page = await open(new URL("/", pageUrl).href);
    await page.getByLabel("Control key").fill(pageUrl);
    await page.getByRole("button", { name: "Open" }).click();
    await page.getByRole("heading", { name: "Ports" }).waitFor();
  });

  test("is requested again if it is wrong", async () => {
    const { pageUrl, controlKey } = bench().simulator;
    const page = await open(pageUrl.replace(controlKey, "wrong"));
    await page.getByRole("alert").getByText("does not accept this key").waitFor();
    await page.getByLabel("Control key").fill(controlKey);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Ports" }).waitFor();
  });

  test("is not sent if its format is invalid", async () => {
    const page = await open(new URL("/", bench().simulator.pageUrl).href);
    await page.getByLabel("Control key").fill("schlüssel");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("This is not a control key.").waitFor();
  });
});

test("a status message groups the ports that changed in the same way", async () => {
  await Promise.all([orderPort(bench(), "ams-a"), orderPort(bench(), "ewr-a")]);
  const page = await open();
  await page.getByRole("button", { name: "+14 days" }).click();
  await page.getByRole("status").getByText("2 ports: Healthy.").waitFor();
});

describe("the list of ports", () => {
  test("shows new ports, and their state after the clock is advanced", async () => {
    const page = await open();
    await page.getByText("No ports.").waitFor();
    const name = await orderPort(bench());
    const row = page.getByRole("row", { name });
    await row.getByText("Pending", { exact: true }).first().waitFor();
    await row.getByText("in 13 d 23 h").waitFor();

    await page.getByRole("button", { name: "+1 day" }).click();
    await row.getByText("in 12 d 23 h").waitFor();
    await page.getByRole("button", { name: "+14 days" }).click();
    await row.getByText("none known").waitFor();
    await row.locator(".state.healthy", { hasText: "Healthy" }).waitFor();
    await page.getByText("15 d ahead of real time").waitFor();
  });

  test("updates a port whose state changes only because time passes", async () => {
    const name = await orderPort(bench());
    await bench().simulator.control.plan(name, [{ after: "2s", state: "Healthy" }]);
    const page = await open();
    await page.getByRole("status").getByText(`Port ${name}: Healthy.`).waitFor();
  });

  test("sets the state of a port, and deletes a port after a confirmation", async () => {
    const name = await orderPort(bench());
    await createCni(bench(), name);
    const page = await open();
    const row = page.getByRole("region", { name: "Ports" }).getByRole("row", { name });
    for (const state of ["Healthy", "Unhealthy", "Down", "Pending"]) {
      await row.getByRole("button", { name: `Set ${name} to ${state}`, exact: true }).click();
      await row.locator(".state", { hasText: state }).waitFor();
    }
    await row.getByRole("button", { name: "Delete …" }).click();
    const question = page.getByRole("dialog");
    await question.getByText("with its session").waitFor();
    await question.getByRole("button", { name: "Cancel" }).click();
    await row.getByRole("button", { name: "Delete …" }).click();
    await question.getByRole("button", { name: "Delete" }).click();
    await page.getByText("No ports.").waitFor();
    await page.getByText("No sessions.").waitFor();
    expect((await bench().simulator.control.state()).interconnects).toEqual([]);
  });

  test("shows names that must be escaped, undocumented states and undocumented fields", async () => {
    const { control } = bench().simulator;
    await control.behave({ interconnectNames: "escaped" });
    const name = await orderPort(bench());
    await control.editInterconnect(name, { speed: null, facility: 7 });
    await control.plan(name, [{ after: "0s", state: "Provisioning", reason: "<b>bold</b>" }]);
    const page = await open();
    const row = page.getByRole("row", { name });
    await row.getByText("Provisioning").waitFor();
    await row.getByText("<b>bold</b>").waitFor();
    await row.getByText("speed, facility").waitFor();
    await row.getByRole("button", { name: "Down" }).click();
    await row.getByText("set manually").waitFor();
    await control.plan(name, [{ after: "0s", state: "constructor" }]);
    await row.locator(".state.other", { hasText: "constructor" }).waitFor();
  });
});

test("the list of sessions shows both ends of each session, and its MD5 key on demand", async () => {
  const page = await open();
  await createCni(bench(), await orderPort(bench()));
  const row = page.getByRole("row", { name: "newark" });
  for (const text of ["10.255.0.0/31", "10.255.0.1/31", "1500", "4200000001", "0.0.0.0/0"]) {
    await row.getByText(text, { exact: true }).waitFor();
  }
  expect(await page.content()).not.toContain("not a secret");
  const button = row.getByRole("button", { name: "the MD5 key of newark" });
  await button.click();
  await row.getByText("not a secret").waitFor();
  expect(await button.getAttribute("aria-expanded")).toBe("true");
  await button.click();
  await row.getByText("not a secret").waitFor({ state: "detached" });
});

describe("outages, maintenance and faults", () => {
  test("an outage takes a port down with its reason until it ends", async () => {
    const name = await orderPort(bench());
    await bench().simulator.control.advance("15d");
    const page = await open();
    const outages = page.getByRole("region", { name: "Outages" });
    await outages.getByText("Start an outage").click();
    await outages.getByLabel("Site").fill("ewr-a");
    await outages.getByLabel("Reason").fill("power");
    await outages.getByRole("button", { name: "Start outage" }).click();
    const row = page.getByRole("row", { name });
    await row.locator(".state.down").waitFor();
    await row.getByText("power").waitFor();
    await row.getByText("State by plan: Healthy.").waitFor();
    await outages.getByRole("button", { name: "End outage-1: site ewr-a" }).click();
    await row.locator(".state.healthy").waitFor();
  });

  test("an unknown device shows an error, and the form keeps its values", async () => {
    const page = await open();
    const outages = page.getByRole("region", { name: "Outages" });
    await outages.getByText("Start an outage").click();
    await outages.getByLabel("Device").fill("ccr99.nowhere");
    await outages.getByRole("button", { name: "Start outage" }).click();
    await page.getByRole("alert").getByText("No slot matches ccr99.nowhere.").waitFor();
    expect(await outages.getByLabel("Device").inputValue()).toBe("ccr99.nowhere");
    await page.getByRole("button", { name: "Dismiss" }).click();
    await page.getByText("No slot matches").waitFor({ state: "detached" });
  });

  test("a maintenance window that breaks a rule is refused with the rule, and a valid one is announced and cancelled", async () => {
    const page = await open();
    const maintenance = page.getByRole("region", { name: "Maintenance" });
    await maintenance.getByText("Announce maintenance").click();
    await maintenance.getByLabel("Site", { exact: true }).fill("ams-a");
    await maintenance.getByLabel("From (UTC)").fill("2020-01-01T00:00");
    await maintenance.getByRole("button", { name: "Announce window" }).click();
    await page.getByRole("alert").getByText("is too early").waitFor();
    await maintenance.getByLabel("From (UTC)").fill("");
    await maintenance.getByRole("button", { name: "Announce window" }).click();
    await maintenance.getByText("ccr02.ams-a").waitFor();
    await maintenance.getByRole("button", { name: "Cancel maintenance-1" }).click();
    await maintenance.getByText("ccr01.ams-a").waitFor({ state: "detached" });

    await maintenance.getByLabel("Site", { exact: true }).fill("ewr-b");
    await maintenance.getByLabel("The whole site at once").check();
    await maintenance.getByLabel("Emergency, without notice").check();
    await maintenance.getByRole("button", { name: "Announce window" }).click();
    await maintenance.getByText("Open", { exact: true }).waitFor();
    await maintenance.getByText("ewr-b, the whole site").waitFor();
  });

  test("a new fault affects the next request, and the page counts it", async () => {
    const page = await open();
    const faults = page.getByRole("region", { name: "Faults" });
    await faults.getByText("Add a fault").click();
    await faults.getByLabel("Preset").selectOption("rate-limited");
    await faults.getByText("429").waitFor();
    await faults.getByRole("button", { name: "Add fault" }).click();
    await faults.getByText("0 hits, 2 left").waitFor();
    expect((await bench().send("GET", "/slots")).status).toBe(429);
    await faults.getByText("1 hit, 1 left").waitFor();
    const requests = page.getByRole("region", { name: "Requests", exact: true });
    await requests.getByRole("cell", { name: "429" }).waitFor();
    await requests.getByText("left, full budget").waitFor();
    await faults.getByRole("button", { name: "Remove fault" }).click();
    await faults.getByText("No faults.").waitFor();
    expect((await bench().send("GET", "/slots")).status).toBe(200);
    await requests.getByRole("cell", { name: "200" }).waitFor();
  });
});

test('a fault with "after" shows when it starts', async () => {
  await bench().simulator.control.addFault({ preset: "not-found-for-a-while" });
  const page = await open();
  const faults = page.getByRole("region", { name: "Faults" });
  await faults.getByText("Starts after 1 more matching request.").waitFor();
  await orderPort(bench());
  await faults.getByText("Ends in").waitFor();
  expect(await faults.getByText("Starts after").count()).toBe(0);
});

test("the predicted next state of a port takes its plan and all its outages into account", async () => {
  const name = await orderPort(bench(), "ams-a");
  const { control } = bench().simulator;
  await control.plan(name, [
    { after: "0s", state: "Healthy" },
    { after: "1h", state: "Down" },
  ]);
  await control.beginOutage({ site: "ams-a", state: "Unhealthy", reason: "heat" });
  const page = await open();
  const row = page.getByRole("row", { name });
  // The port goes down according to its plan, although the outage continues.
  await row.locator(".state.unhealthy").waitFor();
  await row.locator(".state.down").waitFor();
  await control.beginOutage({ device: "ccr01.ams-a", reason: "power" });
  await row.getByText("power").waitFor();
  await row.getByText("none known").waitFor();
});

test("the list of facilities starts with those in use, and the search finds the others", async () => {
  await orderPort(bench(), "ams-a");
  const page = await open();
  const facilities = page.getByRole("region", { name: "Facilities" });
  await facilities.getByText("1 of 6 slots occupied").waitFor();
  await facilities.getByText("cni-ams-a-000001").waitFor();
  expect(await facilities.getByText("DataCentre220").isVisible()).toBe(false);
  await facilities.getByLabel("Search").fill("ccr02.akl");
  await facilities.getByText("1 of 65 facilities match").waitFor();
  await facilities.getByText("Site akl-a").waitFor();
  await facilities.getByRole("button", { name: "Occupy slot" }).first().click();
  await facilities.getByText("Another customer").waitFor();
  const taken = (await bench().simulator.control.slots()).filter(({ occupied }) => occupied);
  expect(taken.map(({ site, account }) => [site, account])).toContainEqual(["akl-a", null]);
  await facilities.getByRole("button", { name: "Release slot" }).click();
  await facilities.getByText("Another customer").waitFor({ state: "detached" });
});

test("a behaviour switch can be changed, and an invalid value shows an error", async () => {
  const page = await open();
  const { control } = bench().simulator;
  const behaviour = page.getByRole("region", { name: "Behaviour" });
  await behaviour.getByText("All switches have their default").click();
  await behaviour.getByLabel("Taken slot").selectOption("409");
  await behaviour.getByText("1 of").waitFor();
  expect((await control.behaviour()).takenSlot).toBe("409");
  await behaviour.getByLabel("MD5 key").waitFor();
  await behaviour.getByLabel("Page size").fill("5");
  await page.keyboard.press("Tab");
  await behaviour.getByText("2 of").waitFor();
  expect((await control.behaviour()).pageSize).toBe(5);
  await behaviour.getByLabel("Visible after").fill("soon");
  await page.keyboard.press("Tab");
  await page.getByRole("alert").getByText("is not a duration").waitFor();
  expect(await behaviour.getByLabel("Visible after").inputValue()).toBe("0s");
});

test("the clock can be paused, resumed and reset", async () => {
  await orderPort(bench());
  const page = await open();
  const clock = page.getByRole("timer");
  await page.getByRole("button", { name: "Pause" }).click();
  await clock.getByText("paused").waitFor();
  expect((await bench().simulator.control.clock()).mode).toBe("virtual");
  await page.getByRole("button", { name: "Resume" }).click();
  await clock.getByText("running").waitFor();
  await page.getByRole("button", { name: "+1 hour" }).click();
  // Simulator time stood still while the clock was paused, so the difference is smaller.
  await clock.getByText(/(1 h|59 min( \d+ s)?) ahead of real time/).waitFor();
  await page.getByRole("button", { name: "Reset …" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Reset" }).click();
  await page.getByText("No ports.").waitFor();
  await clock.getByText("same as real time").waitFor();
});

test("a lost connection is shown and restored", async () => {
  const before = await start();
  const page = await open(before.pageUrl);
  await page.getByText("No ports.").waitFor();
  await before.close();
  await page.getByRole("status").getByText("Connection lost").waitFor();
  await page.getByRole("button", { name: "+1 day" }).click();
  await page.getByRole("alert").getByText("The simulator does not respond.").waitFor();

  const port = Number(new URL(before.baseUrl).port);
  const after = await start({ port, controlKey: before.controlKey });
  await page.getByText("Connection lost").waitFor({ state: "detached" });
  await after.control.advance("2d");
  await page.getByText("2 d ahead of real time").waitFor();
});

test("the page asks for the new key after a restart of the simulator", async () => {
  const before = await start();
  const page = await open(before.pageUrl);
  await page.getByText("No ports.").waitFor();
  await before.close();
  const after = await start({ port: Number(new URL(before.baseUrl).port) });
  await page.getByRole("alert").getByText("does not accept this key").waitFor();
  // The new address differs only in its fragment, so the browser does not reload the page.
  await page.goto(after.pageUrl);
  await page.getByText("No ports.").waitFor();
});

test("the content security policy is enforced", async () => {
  const { page, complaints } = await openPage(bench().simulator.pageUrl);
  await ask(page, "violate");
  await page.locator('[data-forbids="img-src"]').waitFor();
  expect(complaints.splice(0)).toContainEqual(expect.stringContaining("violates"));
});
