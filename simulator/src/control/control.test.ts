import { SimulatorControl } from "..";
import { createCni, orderPort, slotsAt, useSimulator } from "../testing/use-simulator";

const bench = useSimulator({ healthyAfter: "1h" });
const control = () => bench().simulator.control;

async function status(name: string): Promise<unknown> {
  return (await bench().raw("GET", `/interconnects/${name}/status`)).json();
}

describe("the clock", () => {
  test("follows real time and can be advanced", async () => {
    const before = await control().clock();
    expect(before.offset).toBe(0);
    const after = await control().advance("14d");
    expect(after.offset).toBe(14 * 86_400_000);
    expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(after.offset);
    await expect(control().advance("later")).rejects.toThrow("is not a duration");
  });
});

describe("a plan", () => {
  test("sets the states of a port, counted from when the plan is set", async () => {
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

  test("can repeat, which makes a port flap", async () => {
    const name = await orderPort(bench());
    const steps = [
      { after: "0s", state: "Healthy" },
      { after: "9m", state: "Unhealthy", reason: "light below -20 dBm" },
    ];
    await control().setClock("virtual");
    await control().plan(name, { steps, repeatEvery: "10m" });
    const seen: unknown[] = [];
    for (const minutes of ["0m", "8m", "1m", "1m", "8m", "1m"]) {
      await control().advance(minutes);
      seen.push((await control().state()).statuses[name]?.state);
    }
    expect(seen).toEqual([
      ...["Healthy", "Healthy", "Unhealthy"],
      ...["Healthy", "Healthy", "Unhealthy"],
    ]);
  });

  test("for new ports affects ports that are ordered until it is removed, but no existing ports", async () => {
    const before = await orderPort(bench());
    await control().planNewPorts([{ after: "0s", state: "Down", reason: "fibres swapped" }]);
    const during = await orderPort(bench());
    await control().forgetPlanForNewPorts();
    const after = await orderPort(bench());
    expect(await status(before)).toEqual({ state: "Pending" });
    expect(await status(during)).toEqual({ state: "Down", reason: "fibres swapped" });
    expect(await status(after)).toEqual({ state: "Pending" });
  });

  test("keeps the state of a port if it has no steps", async () => {
    const name = await orderPort(bench());
    await control().plan(name, []);
    await control().advance("365d");
    expect(await status(name)).toEqual({ state: "Pending" });
  });

  test("continues a repetition from its last step, not from the state before the plan", async () => {
    const name = await orderPort(bench());
    await control().setClock("virtual");
    const steps = [
      { after: "5m", state: "Healthy" },
      { after: "9m", state: "Down" },
    ];
    await control().plan(name, { steps, repeatEvery: "10m" });
    const late = await (async () => {
      await control().planNewPorts({ steps, repeatEvery: "10m" });
      return orderPort(bench());
    })();
    const seen: string[] = [];
    for (const wait of ["0s", "5m", "4m", "1m", "5m", "4m", "1m"]) {
      await control().advance(wait);
      const { statuses } = await control().state();
      expect(statuses[late]).toEqual(statuses[name]);
      seen.push(statuses[name]?.state ?? "");
    }
    expect(seen).toEqual(["Pending", "Healthy", "Down", "Down", "Healthy", "Down", "Down"]);
    await control().setState(await control().state());
    expect(await status(name)).toEqual({ state: "Down" });
  });

  test("is refused for an unknown port", async () => {
    await expect(control().plan("cni-nowhere", [])).rejects.toThrow(
      "Interconnect cni-nowhere not found",
    );
  });
});

describe("an outage", () => {
  test("takes down the ports in its scope until it ends", async () => {
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

  test("leaves a port down at its end if another outage affects the port", async () => {
    const name = await orderPort(bench(), "ams-a");
    await control().advance("1h");
    const facility = await control().beginOutage({ facility: "Equinix AM1", reason: "power" });
    const site = await control().beginOutage({ site: "ams-a", reason: "fibre" });
    await control().beginOutage({ device: "ccr01.ams-a", reason: "crash" });
    expect(await status(name)).toEqual({ state: "Down", reason: "power" });
    await control().endOutage(facility.id);
    expect(await status(name)).toEqual({ state: "Down", reason: "fibre" });
    await control().endOutage(site.id);
    expect(await status(name)).toEqual({ state: "Down", reason: "crash" });
    await control().endOutages();
    expect(await status(name)).toEqual({ state: "Healthy" });
  });

  test("does not improve a Down port if the outage has the state Unhealthy", async () => {
    const name = await orderPort(bench(), "ams-a");
    await control().advance("1h");
    const heat = { site: "ams-a", state: "Unhealthy" as const, reason: "heat" };
    await control().beginOutage(heat);
    expect(await status(name)).toEqual({ state: "Unhealthy", reason: "heat" });
    const power = await control().beginOutage({ device: "ccr01.ams-a", reason: "power" });
    expect(await status(name)).toEqual({ state: "Down", reason: "power" });
    await control().endOutage(power.id);
    await control().announceMaintenance({ site: "ams-a", whole: true, emergency: true });
    expect(await status(name)).toMatchObject({
      state: "Down",
      reason: expect.stringMatching(/^maintenance/),
    });
    await control().cancelAllMaintenance();
    await control().plan(name, [{ after: "0s", state: "Down", reason: "cut" }]);
    expect(await status(name)).toEqual({ state: "Down", reason: "cut" });
  });

  test("gets an id that no outage in a restored state has", async () => {
    const outage = { state: "Down" as const, reason: "power", site: "ams-a" };
    const ids = ["outage-2", "outage-99999999999999999999"];
    await control().setState({ outages: ids.map((id) => ({ ...outage, id })) });
    await control().beginOutage();
    await control().beginOutage();
    const all = (await control().outages()).map(({ id }) => id);
    expect(all).toEqual([...ids, "outage-1", "outage-3"]);
  });

  test("is refused for an unknown site or id", async () => {
    await expect(control().beginOutage({ site: "xxx-a" })).rejects.toThrow(
      "No slot matches xxx-a.",
    );
    await expect(control().endOutage("outage-9")).rejects.toThrow("Outage outage-9 not found");
  });
});

describe("an edit that bypasses the API", () => {
  test("edits and deletes a CNI", async () => {
    const cni = await createCni(bench(), await orderPort(bench()));
    const edited = await control().editCni(cni.id, { magic: { mtu: 9000 }, bgp: null });
    expect(edited).toEqual({ ...cni, bgp: undefined, magic: { ...cni.magic, mtu: 9000 } });
    expect(await (await bench().send("GET", `/cnis/${cni.id}`)).json()).toEqual(edited);
    await control().deleteCni(cni.id);
    expect((await bench().send("GET", `/cnis/${cni.id}`)).status).toBe(404);
    await expect(control().deleteCni(cni.id)).rejects.toThrow(`CNI ${cni.id} not found`);
  });

  test("deletes a port with its CNIs", async () => {
    const name = await orderPort(bench());
    await createCni(bench(), name);
    await control().deleteInterconnect(name);
    expect(await control().state()).toMatchObject({
      interconnects: [],
      cnis: [],
      occupiedSlots: [],
    });
  });

  test("overrides fields of a port with unexpected values", async () => {
    const name = await orderPort(bench());
    await control().editInterconnect(name, { type: "partner", speed: null });
    const answer = await bench().raw("GET", `/interconnects/${name}`);
    expect(await answer.json()).toMatchObject({ name, type: "partner", speed: null });
  });

  test("occupies a slot for another customer and releases it", async () => {
    const [slot_id = ""] = await slotsAt(bench(), "ewr-a");
    await control().occupySlot(slot_id);
    expect(await slotsAt(bench(), "ewr-a")).not.toContain(slot_id);
    expect((await control().slots()).find(({ id }) => id === slot_id)?.account).toBeNull();
    await control().releaseSlot(slot_id);
    const port = await orderPort(bench());
    await expect(control().occupySlot(slot_id)).rejects.toThrow("is occupied by account");
    expect(port).toBe("cni-ewr-a-000001");
  });

  test("edits settings", async () => {
    expect(await control().editSettings({ default_asn: 64_999 })).toEqual({ default_asn: 64_999 });
    expect(await (await bench().send("GET", "/settings")).json()).toEqual({ default_asn: 64_999 });
  });
});

test("a client in another process can read the whole state", async () => {
  const cni = await createCni(bench(), await orderPort(bench()));
  const elsewhere = new SimulatorControl(bench().simulator.baseUrl, bench().simulator.controlKey);
  expect(await elsewhere.state()).toMatchObject({
    clock: { offset: 0 },
    interconnects: [{ name: cni.interconnect }],
    statuses: { [cni.interconnect]: { state: "Pending" } },
    cnis: [{ bgp: { md5_key: "not a secret" } }],
    tunnels: { [cni.id]: { id: expect.stringMatching(/^[0-9a-f]{32}$/) } },
    accounts: [{ settings: { default_asn: 13_335 } }],
    occupiedSlots: [expect.any(String)],
    outages: [],
  });
});

test("the request log does not contain headers and bodies", async () => {
  await bench().send("GET", "/slots?site=ewr-a");
  await bench().send("PUT", "/settings", { default_asn: "many" });
  const path = `/client/v4/accounts/${bench().simulator.accountId}/cni`;
  const at = expect.any(String);
  expect(await control().requests()).toEqual([
    { method: "GET", path: `${path}/slots`, query: "site=ewr-a", status: 200, at },
    { method: "PUT", path: `${path}/settings`, query: "", status: 400, at },
  ]);
});

test("a reset removes everything", async () => {
  const name = await orderPort(bench());
  await control().advance("1h");
  await control().beginOutage();
  await control().addFault({ respond: { status: 500 }, times: 9 });
  await control().reset();
  expect(await control().requests()).toEqual([]);
  expect(await control().state()).toMatchObject({ interconnects: [], outages: [] });
  expect(await orderPort(bench())).toBe(name);
});

test("the error of an invalid control request names the problem", async () => {
  await expect(control().advance("999999999d")).rejects.toThrow("is not a duration");
  await expect(control().planNewPorts({ steps: [{ after: "1", state: "x" }] })).rejects.toThrow(
    "is not a duration",
  );
  const { baseUrl, controlKey } = bench().simulator;
  const get = (path: string) =>
    fetch(new URL(path, baseUrl), { headers: { authorization: `Bearer ${controlKey}` } });
  expect(await (await get("/_simulator/nothing")).json()).toEqual({
    error: "GET /_simulator/nothing is not a control endpoint. The README lists all of them.",
  });
  expect((await get("/_simulator/requests?last=-2")).status).toBe(400);
});

test("the clock cannot be advanced beyond the year 9000", async () => {
  await control().setClock("virtual");
  const centuries = Array.from({ length: 80 }, () => control().advance("36500d"));
  const ended = (await Promise.allSettled(centuries)).filter(({ status }) => status === "rejected");
  expect(ended.length).toBeGreaterThan(0);
  expect((await control().clock()).now).toMatch(/^8\d{3}-/);
  expect((await bench().send("GET", "/settings")).status).toBe(200);
});

test("a reset drops a delayed request", async () => {
  await control().addFault({ method: "POST", respond: { delay: "1h" } });
  const [slot_id] = await slotsAt(bench(), "ewr-a");
  const order = { account: bench().account.account_id, type: "direct", slot_id };
  const held = bench().raw("POST", "/interconnects", order);
  while ((await control().faults())[0]?.hits !== 1) {
    // Wait until the request has arrived.
  }
  await Promise.all([expect(held).rejects.toThrow(), control().reset()]);
  expect((await control().state()).interconnects).toEqual([]);
});

test("watch calls the listener after a change", async () => {
  const end = new AbortController();
  let told = 0;
  const changed = new Promise<void>((resolve) => {
    const watching = control().watch(() => {
      told += 1;
      if (told === 1) {
        void bench().send("PUT", "/settings", { default_asn: 64_512 });
      } else {
        resolve();
      }
    }, end.signal);
    end.signal.addEventListener("abort", () => watching);
  });
  await changed;
  end.abort();
  expect((await control().requests(1)).map(({ method }) => method)).toEqual(["PUT"]);
});

test("outages and maintenance can be listed, and all ended at once", async () => {
  await control().beginOutage({ site: "ams-a" });
  await control().announceMaintenance({ site: "ams-a" });
  expect(await control().outages()).toMatchObject([{ site: "ams-a" }]);
  expect(await control().maintenance()).toHaveLength(2);
  await control().cancelAllMaintenance();
  expect(await control().maintenance()).toEqual([]);
});
