import { createCni, orderPort, useSimulator } from "../testing/use-simulator";

const bench = useSimulator({ accounts: [{ id: "fedcba9876543210fedcba9876543210", name: "Lab" }] });
const control = () => bench().simulator.control;

async function furnish(): Promise<void> {
  await control().setClock("virtual");
  const port = await orderPort(bench());
  await createCni(bench(), port);
  await bench().send("POST", "/interconnects", {
    account: bench().account.account_id,
    type: "gcp_partner",
    bandwidth: "1G",
    pairing_key: "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/2",
  });
  await control().advance("3d");
  await control().plan(port, {
    steps: [
      { after: "0s", state: "Healthy" },
      { after: "5m", state: "Down", reason: "flapping" },
    ],
    repeatEvery: "10m",
  });
  await control().planNewPorts([{ after: "1h", state: "Down", reason: "fibres swapped" }]);
  await control().editInterconnect(port, { ccr_device_name: null });
  const { cloudflare, account } = bench();
  const route = { prefix: "10.1.0.0/24", nexthop: "10.255.0.1", priority: 100 };
  await cloudflare.magicTransit.routes.create({ ...account, ...route });
  const tunnel = { interface_address: "10.0.0.0/31", name: "gre-1" };
  await cloudflare.magicTransit.greTunnels.create({
    ...account,
    ...tunnel,
    cloudflare_gre_endpoint: "192.0.2.1",
    customer_gre_endpoint: "198.51.100.1",
  });
  await cloudflare.magicTransit.ipsecTunnels.create({
    ...account,
    interface_address: "10.0.0.2/31",
    name: "ipsec-1",
    cloudflare_endpoint: "192.0.2.1",
    psk: "never kept",
  });
  await cloudflare.alerting.policies.create({
    ...account,
    name: "maintenance",
    alert_type: "cni_maintenance_notification",
    enabled: true,
    mechanisms: { email: [{ id: "ops@example.com" }] },
  });
  await control().editSettings({ default_asn: 64_512 });
  await control().beginOutage({ site: "ams-a" });
  await control().announceMaintenance({ site: "ams-a" });
  await control().behave({ deletedAfter: "1h", md5Key: "absent" });
  await bench().sdk.cnis.delete((await createCni(bench(), port, "going")).id, bench().account);
  const [free = ""] = (
    await bench().sdk.slots.list({ ...bench().account, site: "lhr-a" })
  ).items.map(({ id }) => id);
  await control().occupySlot(free);
}

/** Reads everything that a client of the API can see. */
async function seen(): Promise<unknown> {
  const paths = ["/interconnects", "/cnis", "/settings", "/slots?limit=1000"];
  const { cloudflare, account } = bench();
  return Promise.all([
    ...paths.map(async (path) => (await bench().send("GET", path)).json()),
    cloudflare.magicTransit.cfInterconnects.list(account),
    cloudflare.magicTransit.routes.list(account),
    cloudflare.magicTransit.greTunnels.list(account),
    cloudflare.magicTransit.ipsecTunnels.list(account),
    (await cloudflare.alerting.policies.list(account)).result,
  ]);
}

test("a restored state is the same as the saved one and gives the same responses", async () => {
  await furnish();
  const [state, answers] = [await control().state(), await seen()];
  await control().reset();
  expect(await seen()).not.toEqual(answers);
  await control().setState(state);
  // The offset of a virtual clock depends on when it is read.
  const { offset: _, ...clock } = state.clock;
  expect(await control().state()).toEqual({ ...state, clock: expect.objectContaining(clock) });
  expect(await seen()).toEqual(answers);

  await control().advance("5m");
  expect((await control().state()).statuses["cni-ewr-a-000001"]).toEqual({
    state: "Down",
    reason: "flapping",
  });
  await control().advance("1h");
  expect((await control().state()).cnis).toHaveLength(1);
  expect(await orderPort(bench())).toBe("cni-ewr-a-000009");
});

test("a state can be restored from the objects that the API returns", async () => {
  const account = "c0ffee00c0ffee00c0ffee00c0ffee00";
  const slot_id = "11111111-1111-4111-8111-111111111111";
  const facility = { name: "Equinix XX1", address: ["1 Somewhere Street"] };
  const port = {
    account,
    name: "icon-real-1",
    type: "direct" as const,
    slot_id,
    site: "xxx-a",
    facility,
    speed: "10G",
    virtual_port_reservation_id: "22222222-2222-4222-8222-222222222222",
  };
  const cni = {
    id: "33333333-3333-4333-8333-333333333333",
    account,
    interconnect: port.name,
    p2p_ip: "172.16.0.0/31",
    cust_ip: "172.16.0.1/31",
    magic: { conduit_name: "real", description: "", mtu: 1500 },
  };
  const statuses = { [port.name]: { state: "Unhealthy", reason: "no light" } };
  const slots = [
    { id: slot_id, occupied: true, site: "xxx-a", speed: "10G", facility, account },
    {
      id: "44444444-4444-4444-8444-444444444444",
      occupied: true,
      site: "xxx-a",
      speed: "10G",
      facility,
    },
    {
      id: "55555555-5555-4555-8555-555555555555",
      occupied: false,
      site: "xxx-a",
      speed: "10G",
      facility,
    },
  ];
  await control().setState({ interconnects: [port], cnis: [cni], statuses, slots });

  const { baseUrl, token } = bench().simulator;
  async function get(path: string): Promise<unknown> {
    const answer = await fetch(`${baseUrl}/accounts/${account}/cni${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return answer.json();
  }
  expect(await get("/interconnects/icon-real-1")).toEqual({ ...port });
  expect(await get("/interconnects/icon-real-1/status")).toEqual(statuses[port.name]);
  expect(await get("/cnis")).toMatchObject({ items: [cni] });
  expect(await get("/slots")).toMatchObject({
    items: [{ occupied: true, account }, { occupied: true }, { occupied: false }],
  });
  await control().reset();
  expect((await control().state()).accounts.map(({ id }) => id)).not.toContain(account);
});

test("a contradictory state is refused, and the current state does not change", async () => {
  const name = await orderPort(bench());
  const { interconnects } = await control().state();
  await expect(
    control().setState({ interconnects: [...interconnects, ...interconnects] }),
  ).rejects.toThrow(`Two interconnects have the name ${name}; Two interconnects are in the slot`);
  await expect(control().setState({ ["ports" as string]: "many" })).rejects.toThrow("ports");
  expect((await control().state()).interconnects).toEqual(interconnects);
});

test("a state with edits that bypass the API can be restored", async () => {
  const port = await orderPort(bench());
  await createCni(bench(), port, "one");
  const { id } = await createCni(bench(), port, "two");
  await control().editCni(id, { magic: { conduit_name: "one" } });
  const state = await control().state();
  await control().setState(state);
  expect((await control().state()).cnis).toEqual(state.cnis);
});

test("names and ids in a restored state are not assigned again", async () => {
  await orderPort(bench(), "ams-a");
  const second = await orderPort(bench(), "ewr-a");
  const cni = await createCni(bench(), second);
  const { interconnects, cnis } = await control().state();
  await control().setState({ interconnects: interconnects.slice(1), cnis });
  const third = await orderPort(bench(), "ewr-a");
  const other = await createCni(bench(), third, "other");
  expect(new Set([second, third]).size).toBe(2);
  expect(other.id).not.toBe(cni.id);
  const after = await control().state();
  expect(after.interconnects.map(({ name }) => name)).toEqual([second, third]);
  expect(after.occupiedSlots).toHaveLength(2);
  expect(after.cnis).toHaveLength(2);
});

test("ids ignore case", async () => {
  const cni = await createCni(bench(), await orderPort(bench()));
  const { interconnects } = await control().state();
  await control().setState({ interconnects, cnis: [{ ...cni, id: cni.id.toUpperCase() }] });
  const [id] = (await control().state()).cnis.map(({ id }) => id);
  const magic = { ...cni.magic, mtu: 1400 };
  expect((await bench().send("PUT", `/cnis/${id}`, { ...cni, id, magic })).status).toBe(200);
  expect((await control().state()).cnis).toMatchObject([{ magic: { mtu: 1400 } }]);
});

test("restoring a state clears the rate limit and the faults", async () => {
  await control().advance("14d");
  await control().addFault({ duration: "10m", respond: { status: 500 } });
  await bench().raw("GET", "/settings");
  await control().setState({});
  expect(await control().faults()).toEqual([]);
  expect((await control().rateLimit()).users).toEqual([]);
  expect((await bench().send("GET", "/settings")).status).toBe(200);
});

const elsewhere = "fedcba9876543210fedcba9876543210";

function portAt(name: string, slot: number, account = bench().account.account_id) {
  return {
    account,
    name,
    type: "direct" as const,
    slot_id: `11111111-1111-4111-8111-${String(slot).padStart(12, "0")}`,
    site: "xxx-a",
    facility: { name: "Equinix XX1", address: ["1 Somewhere Street"] },
    speed: "10G",
    virtual_port_reservation_id: `22222222-2222-4222-8222-${String(slot).padStart(12, "0")}`,
  };
}

/** Checks that the current state can be restored, which a restart with a state file requires. */
async function goesRound(): Promise<void> {
  const state = await control().state();
  await control().setState(state);
  const { offset: _, ...clock } = state.clock;
  expect(await control().state()).toEqual({ ...state, clock: expect.objectContaining(clock) });
}

test.each(["constructor", "toString", "hasOwnProperty"])(
  "a port may have the name %s",
  async (name) => {
    await control().setState({ interconnects: [portAt(name, 1)], statuses: {} });
    const answer = await bench().send("GET", `/interconnects/${name}/status`);
    expect(await answer.json()).toEqual({ state: "Pending" });
    await control().setClock("virtual");
    await goesRound();
  },
);

test("an interconnect with the name __proto__ is refused", async () => {
  await expect(control().setState({ interconnects: [portAt("__proto__", 1)] })).rejects.toThrow(
    "An interconnect cannot have the name __proto__",
  );
});

test("a name and an id of another account in a restored state are not assigned again", async () => {
  const cni = await createCni(bench(), await orderPort(bench(), "akl-a"));
  await control().setState({
    interconnects: [portAt("cni-akl-a-000003", 1, elsewhere)],
    cnis: [{ ...cni, account: elsewhere, interconnect: "cni-akl-a-000003" }],
  });
  const ports = [await orderPort(bench(), "akl-a"), await orderPort(bench(), "akl-a")];
  await createCni(bench(), ports[0] ?? "");
  await control().setClock("virtual");
  await goesRound();
});

test("a route and a policy in a restored state are not overwritten", async () => {
  const { cloudflare, account } = bench();
  await createCni(bench(), await orderPort(bench()));
  const route = { prefix: "10.1.0.0/24", nexthop: "10.255.0.1", priority: 100 };
  const policy = {
    name: "maintenance",
    alert_type: "cni_maintenance_notification" as const,
    enabled: true,
    mechanisms: {},
  };
  await cloudflare.magicTransit.routes.create({ ...account, ...route });
  await cloudflare.alerting.policies.create({ ...account, ...policy });
  const { number: _, ...state } = await control().state();
  await control().setState(state);
  for (let time = 0; time < 3; time += 1) {
    await cloudflare.magicTransit.routes.create({ ...account, ...route });
    await cloudflare.alerting.policies.create({ ...account, ...policy });
  }
  const [after] = (await control().state()).accounts;
  expect([after?.routes.length, after?.policies.length]).toEqual([4, 4]);
});

test("setState refuses a state whose numbers are so high that none is left for later orders", async () => {
  const tooHigh = "is too high, because later orders would get no number";
  await expect(control().setState({ number: 2 ** 31 - 1 })).rejects.toThrow(tooHigh);
  const port = portAt("high", 1);
  const now = "2026-11-25T00:00:00Z";
  const known = { seq: 2 ** 31 - 1, createdAt: now, visibleFrom: now, edits: {} };
  const ports = { high: { ...known, plan: { since: now, steps: [] } } };
  await expect(control().setState({ interconnects: [port], ports })).rejects.toThrow(tooHigh);
});

test("all restored ports appear in lists, even if they have the same number", async () => {
  const names = ["one", "two", "three"];
  const now = "2026-11-25T00:00:00Z";
  const known = { createdAt: now, visibleFrom: now, edits: {}, plan: { since: now, steps: [] } };
  await control().setState({
    interconnects: names.map((name, slot) => portAt(name, slot)),
    ports: { one: { ...known, seq: 0 }, two: { ...known, seq: 7 }, three: { ...known, seq: 7 } },
  });
  const seen = [];
  let cursor: number | null | undefined = 0;
  do {
    const { items, next } = await bench().sdk.interconnects.list({
      ...bench().account,
      cursor,
      limit: 1,
    });
    seen.push(...items.map(({ name }) => name));
    cursor = next;
  } while (cursor != null);
  expect(seen).toEqual(names);
});

test.each([
  { mode: "virtual" as const, now: "9999-12-31T23:00:00Z", offset: 0 },
  { mode: "virtual" as const, now: "0000-01-01T00:00:00Z", offset: 0 },
  { mode: "real" as const, now: "2026-11-25T00:00:00Z", offset: 2.29e14 },
])("refuses the clock %j in a state", async (clock) => {
  await expect(control().setState({ clock })).rejects.toThrow(
    "The clock must be between the years 1970 and 9000",
  );
});

test("the steps of a plan may be in any order", async () => {
  const now = "2026-11-25T00:00:00Z";
  const known = { seq: 1, createdAt: now, visibleFrom: now, edits: {} };
  const steps = [
    { after: 60_000, state: "Down" },
    { after: 0, state: "Healthy" },
  ];
  await control().setState({
    clock: { mode: "virtual", now, offset: 0 },
    interconnects: [portAt("mixed", 1)],
    ports: { mixed: { ...known, plan: { since: now, steps } } },
    courseOfNewPorts: { steps },
  });
  const { statuses, courseOfNewPorts } = await control().state();
  expect(statuses).toEqual({ mixed: { state: "Healthy" } });
  expect(courseOfNewPorts?.steps.map(({ after }) => after)).toEqual([0, 60_000]);
  await control().advance("1m");
  expect((await control().state()).statuses).toEqual({ mixed: { state: "Down" } });
});

test("a refused state leaves the faults active", async () => {
  await control().addFault({ preset: "rate-limited" });
  const twice = [portAt("twin", 1), portAt("twin", 2)];
  await expect(control().setState({ interconnects: twice })).rejects.toThrow("Two interconnects");
  expect(await control().faults()).toHaveLength(1);
});

test("a slot that is occupied in a restored state is listed as occupied at once, regardless of occupationLag", async () => {
  const [slot] = await control().slots();
  await control().occupySlot(slot?.id ?? "");
  await control().behave({ occupationLag: "1h" });
  await control().setState(await control().state());
  const { items } = await bench().sdk.slots.list({ ...bench().account, occupied: true });
  expect(items.map(({ id }) => id)).toEqual([slot?.id]);
});

test("slots keep their port numbers if a restored state adds slots", async () => {
  await control().setState({ interconnects: [portAt("strange", 1)] });
  const { slots } = await control().state();
  expect(slots?.[0]).toMatchObject({ ccr_device_name: "ccr01.akl-a", port: 1 });
  await control().setClock("virtual");
  await goesRound();
});
