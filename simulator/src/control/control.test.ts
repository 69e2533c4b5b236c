import { SimulatorControl } from "..";
import { createCni, orderPort, useSimulator } from "../testing/use-simulator";

const bench = useSimulator({ healthyAfter: "1h" });
const control = () => bench().simulator.control;

async function status(name: string): Promise<unknown> {
  return (await bench().send("GET", `/interconnects/${name}/status`)).json();
}

describe("the clock", () => {
  test("runs with real time and can be turned on", async () => {
    const before = await control().clock();
    expect(before.offset).toBe(0);
    const after = await control().advance("14d");
    expect(after.offset).toBe(14 * 86_400_000);
    expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(after.offset);
    await expect(control().advance("later")).rejects.toThrow("is not a duration");
  });
});

describe("a plan", () => {
  test("makes a port report what it says, counted from when it was set", async () => {
    const name = await orderPort(bench());
    await control().advance("1h");
    await control().plan(name, [
      { after: "2m", state: "Healthy" },
      { after: "1m", state: "Unhealthy", reason: "no light" },
      { after: "3m", state: "Provisioning" },
    ]);
    expect(await status(name)).toEqual({ state: "Healthy" });
    await control().advance("1m");
    expect(await status(name)).toEqual({ state: "Unhealthy", reason: "no light" });
    await control().advance("1m");
    expect(await status(name)).toEqual({ state: "Healthy" });
    await control().advance("1m");
    expect(await status(name)).toEqual({ state: "Provisioning" });
  });

  test("without steps keeps a port as it is for good", async () => {
    const name = await orderPort(bench());
    await control().plan(name, []);
    await control().advance("365d");
    expect(await status(name)).toEqual({ state: "Pending" });
  });

  test("needs a port", async () => {
    await expect(control().plan("cni-nowhere", [])).rejects.toThrow("no interconnect cni-nowhere");
  });
});

describe("an outage", () => {
  test("takes down what is in its scope until it ends", async () => {
    const newark = await orderPort(bench(), "ewr-a");
    const amsterdam = await orderPort(bench(), "ams-a");
    await control().advance("1h");
    const late = await orderPort(bench(), "ewr-a");

    const device = await control().beginOutage({ device: "ccr01.ewr-a", reason: "power" });
    expect(await status(newark)).toEqual({ state: "Down", reason: "power" });
    expect(await status(amsterdam)).toEqual({ state: "Healthy" });
    expect(await status(late)).toEqual({ state: "Pending" });

    await control().beginOutage({ facility: "equinix am1", state: "Unhealthy" });
    expect(await status(amsterdam)).toMatchObject({ state: "Unhealthy" });
    await control().endOutage(device.id);
    expect(await status(newark)).toEqual({ state: "Healthy" });
    expect(await status(amsterdam)).toMatchObject({ state: "Unhealthy" });
    await control().endOutages();

    await control().beginOutage();
    const { statuses } = await control().state();
    expect(Object.values(statuses).map(({ state }) => state)).toEqual(["Down", "Down", "Pending"]);
  });

  test("needs a place that exists", async () => {
    await expect(control().beginOutage({ site: "xxx-a" })).rejects.toThrow("no such facility");
    await expect(control().endOutage("outage-9")).rejects.toThrow("no outage outage-9");
  });
});

describe("behind the API's back", () => {
  test("a CNI can be edited and deleted", async () => {
    const cni = await createCni(bench(), await orderPort(bench()));
    const edited = await control().editCni(cni.id, { magic: { mtu: 9000 }, bgp: null });
    expect(edited).toEqual({ ...cni, bgp: undefined, magic: { ...cni.magic, mtu: 9000 } });
    expect(await (await bench().send("GET", `/cnis/${cni.id}`)).json()).toEqual(edited);
    await control().deleteCni(cni.id);
    expect((await bench().send("GET", `/cnis/${cni.id}`)).status).toBe(404);
    await expect(control().deleteCni(cni.id)).rejects.toThrow("There is no CNI");
  });

  test("a port can be taken away with its CNIs", async () => {
    const name = await orderPort(bench());
    await createCni(bench(), name);
    await control().deleteInterconnect(name);
    expect(await control().state()).toMatchObject({
      interconnects: [],
      cnis: [],
      occupiedSlots: [],
    });
  });

  test("settings can be edited", async () => {
    expect(await control().editSettings({ default_asn: 64_999 })).toEqual({ default_asn: 64_999 });
    expect(await (await bench().send("GET", "/settings")).json()).toEqual({ default_asn: 64_999 });
  });
});

test("the state shows everything, also to a client elsewhere", async () => {
  const cni = await createCni(bench(), await orderPort(bench()));
  const elsewhere = new SimulatorControl(bench().simulator.baseUrl);
  expect(await elsewhere.state()).toMatchObject({
    clock: { offset: 0 },
    interconnects: [{ name: cni.interconnect }],
    statuses: { [cni.interconnect]: { state: "Pending" } },
    cnis: [{ bgp: { md5_key: "not a secret" } }],
    tunnels: { [cni.id]: expect.stringMatching(/^[0-9a-f]{32}$/) },
    settings: { default_asn: 13_335 },
    occupiedSlots: [expect.any(String)],
    outages: [],
  });
});

test("requests are remembered without what they carried", async () => {
  await bench().send("GET", "/slots?site=ewr-a");
  await bench().send("PUT", "/settings", { default_asn: "many" });
  const path = `/client/v4/accounts/${bench().simulator.accountId}/cni`;
  const at = expect.any(String);
  expect(await control().requests()).toEqual([
    { method: "GET", path: `${path}/slots`, query: "site=ewr-a", status: 200, at },
    { method: "PUT", path: `${path}/settings`, query: "", status: 400, at },
  ]);
});

test("a reset begins from nothing", async () => {
  const name = await orderPort(bench());
  await control().advance("1h");
  await control().beginOutage();
  await control().addFault({ respond: { status: 500 }, times: 9 });
  await control().reset();
  expect(await control().requests()).toEqual([]);
  expect(await control().state()).toMatchObject({ interconnects: [], outages: [] });
  expect(await orderPort(bench())).toBe(name);
});
