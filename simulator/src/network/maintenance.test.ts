import { orderPort, useSimulator } from "../testing/use-simulator";

const bench = useSimulator({ healthyAfter: "0s", clock: "virtual" });
const control = () => bench().simulator.control;
const hours = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 3_600_000;

const daysAfter = (time: string, days: number) =>
  new Date(Date.parse(time) + days * 86_400_000).toISOString();
/** Returns the midnight after a time, in UTC. */
const nextDate = (time = "") => `${daysAfter(time, 1).slice(0, 10)}T00:00:00.000Z`;

async function status(name: string): Promise<unknown> {
  return (await bench().send("GET", `/interconnects/${name}/status`)).json();
}

test("the two devices of a site get windows on consecutive UTC dates, the first of them after a week of notice", async () => {
  const { now } = await control().clock();
  const windows = await control().announceMaintenance({ site: "ams-a" });
  expect(windows.map(({ device }) => device)).toEqual(["ccr01.ams-a", "ccr02.ams-a"]);
  const [first, second] = windows;
  expect(hours(now, first?.from ?? "")).toBe(7 * 24);
  expect(hours(first?.from ?? "", first?.to ?? "")).toBe(6);
  expect(second?.from).toBe(nextDate(first?.to));
});

test("a window that breaks a rule is refused unless it is an emergency", async () => {
  const { now } = await control().clock();
  const device = "ccr01.ams-a";
  for (const from of [now, daysAfter(now, 6.99)]) {
    await expect(control().announceMaintenance({ site: "ams-a", device, from })).rejects.toThrow(
      "is too early: ams-a gets 7 days of notice, except in an emergency.",
    );
  }
  const [window] = await control().announceMaintenance({ site: "ams-a", device });
  const other = { site: "ams-a", device: "ccr02.ams-a" };
  await expect(
    control().announceMaintenance({ ...other, from: window?.to, duration: "1m" }),
  ).rejects.toThrow(
    /is too close to the window of ccr01\.ams-a .* two devices at one site must be on different days \(UTC\)/,
  );
  await expect(
    control().announceMaintenance({ ...other, from: now, emergency: true }),
  ).resolves.toHaveLength(1);
  expect((await control().state()).maintenance).toHaveLength(2);
});

test("a window across midnight blocks both dates for the other devices of its site", async () => {
  const { now } = await control().clock();
  const from = `${daysAfter(now, 9).slice(0, 10)}T22:00:00.000Z`;
  const [first, second] = await control().announceMaintenance({ site: "ams-a", from });
  expect(first?.from).toBe(from);
  expect(second?.from).toBe(nextDate(first?.to));
  const before = { site: "ams-a", device: "ccr02.ams-a", from: from.replace("T22", "T01") };
  await expect(control().announceMaintenance({ ...before, duration: "1h" })).rejects.toThrow(
    "on different days (UTC)",
  );
});

test("a window that ends at midnight does not block the next date", async () => {
  const { now } = await control().clock();
  const from = `${daysAfter(now, 9).slice(0, 10)}T18:00:00.000Z`;
  const [first, second] = await control().announceMaintenance({ site: "ams-a", from });
  expect(first?.to).toMatch(/T00:00:00/);
  expect(second?.from).toBe(first?.to);
});

test("windows of two whole sites do not overlap", async () => {
  const [first] = await control().announceMaintenance({ site: "ams-a", whole: true });
  const [second] = await control().announceMaintenance({ site: "fra-a", whole: true });
  expect(second?.from).toBe(first?.to);
  await expect(
    control().announceMaintenance({ site: "lhr-a", whole: true, from: first?.from }),
  ).rejects.toThrow("window of ams-a");
});

test("a window of a whole site never overlaps with a window of one of its devices", async () => {
  const device = await control().announceMaintenance({ site: "ams-a", device: "ccr01.ams-a" });
  const whole = await control().announceMaintenance({ site: "ams-a", whole: true });
  const again = await control().announceMaintenance({ site: "ams-a", whole: true });
  expect(whole[0]?.from).toBe(device[0]?.to);
  expect(again[0]?.from).toBe(whole[0]?.to);
});

test("maintenance of a site with one device needs no notice", async () => {
  const { now } = await control().clock();
  const [window] = await control().announceMaintenance({ site: "ewr-a", duration: "2h" });
  expect(window).toMatchObject({ device: "ccr01.ewr-a", from: now });
});

test("only the ports on the device are down while its window is open", async () => {
  const here = await orderPort(bench(), "ams-a");
  const elsewhere = await orderPort(bench(), "ewr-a");
  const [window] = await control().announceMaintenance({
    site: "ams-a",
    device: "ccr01.ams-a",
    emergency: true,
    duration: "6h",
  });
  expect(await status(here)).toEqual({ state: "Down", reason: `maintenance until ${window?.to}` });
  expect(await status(elsewhere)).toEqual({ state: "Healthy" });
  await control().advance("6h");
  expect(await status(here)).toEqual({ state: "Healthy" });
});

test("a window can be cancelled, and is refused if its site or device does not exist", async () => {
  const [window] = await control().announceMaintenance({ site: "ams-a", whole: true });
  await control().cancelMaintenance(window?.id ?? "");
  expect((await control().state()).maintenance).toEqual([]);
  await expect(control().announceMaintenance({ site: "xxx-a" })).rejects.toThrow(
    "Site xxx-a not found",
  );
  await expect(
    control().announceMaintenance({ site: "ams-a", device: "ccr09.ams-a" }),
  ).rejects.toThrow(
    "Device ccr09.ams-a not found at ams-a. Choose one of ccr01.ams-a, ccr02.ams-a.",
  );
});

test("a window beyond the year 9000 is refused", async () => {
  const from = "9999-12-31T00:00:00Z";
  await expect(control().announceMaintenance({ site: "ams-a", from })).rejects.toThrow(
    "would end beyond the year 9000",
  );
  expect((await control().state()).maintenance).toEqual([]);
});

test("a window that is moved to avoid one window also avoids the next one", async () => {
  const { now } = await control().clock();
  const earliest = Date.parse(daysAfter(now, 7));
  const at = (hours: number) => new Date(earliest + hours * 3_600_000).toISOString();
  const [one, two] = ["ccr01.ams-a", "ccr02.ams-a"];
  const emergency = { site: "ams-a", emergency: true };
  // Emergency windows may overlap, so the second one ends long before the first.
  await control().announceMaintenance({ ...emergency, device: one, from: at(40), duration: "5d" });
  await control().announceMaintenance({ ...emergency, device: two, from: at(41), duration: "6h" });
  const [window] = await control().announceMaintenance({
    site: "ams-a",
    device: one,
    duration: "36h",
  });
  const others = (await control().maintenance()).slice(0, 2);
  for (const other of others) {
    const apart =
      Date.parse(window?.from ?? "") >= Date.parse(other.to) ||
      Date.parse(window?.to ?? "") <= Date.parse(other.from);
    expect(apart).toBe(true);
  }
});
