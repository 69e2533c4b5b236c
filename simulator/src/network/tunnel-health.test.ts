import type { HealthCheckRate } from "cloudflare/resources/magic-transit/magic-transit";
import { useSimulator } from "../testing/use-simulator";
import { createTunnel } from "../testing/v4";

const bench = useSimulator({
  healthyAfter: "0s",
  clock: "virtual",
  accounts: [{ id: "fedcba9876543210fedcba9876543210", name: "Second" }],
});
const control = () => bench().simulator.control;

/** Health of the only session or tunnel, and how long ago it began. */
async function health(): Promise<{ health: unknown; penalty: unknown; secondsAgo: unknown }> {
  const { tunnels } = await control().health();
  const { now } = await control().clock();
  const { health, penalty, since } = tunnels[0] ?? {};
  const secondsAgo = since == null ? null : (Date.parse(now) - Date.parse(since)) / 1000;
  return { health, penalty, secondsAgo };
}

async function setCheck(id: string, health_check: { enabled?: boolean; rate?: HealthCheckRate }) {
  const { cloudflare, account } = bench();
  await cloudflare.magicTransit.cfInterconnects.update(id, { ...account, health_check });
}

/** Creates a GRE tunnel, which no port carries. */
async function createGreTunnel(name = "GRE_1") {
  const { cloudflare, account } = bench();
  return cloudflare.magicTransit.greTunnels.create({
    ...account,
    name,
    cloudflare_gre_endpoint: "192.0.2.1",
    customer_gre_endpoint: "198.51.100.1",
    interface_address: "10.0.0.0/31",
  });
}

const healthy = { health: "healthy", penalty: 0 };
const degraded = { health: "degraded", penalty: 500_000 };
const down = { health: "down", penalty: 1_000_000 };

describe("a session with a health check", () => {
  test("is healthy while its link is Healthy", async () => {
    const { id } = await createTunnel(bench());
    await control().advance("14d");
    expect((await control().health()).tunnels).toEqual([
      { id, name: "newark", kind: "cni", health: "healthy", since: null, penalty: 0 },
    ]);
  });

  test("is down from the first probe in an outage, because both retries fail in the same second", async () => {
    await createTunnel(bench());
    await control().advance("65s");
    await control().beginOutage();
    await control().advance("4s");
    expect(await health()).toEqual({ ...healthy, secondsAgo: null });
    await control().advance("1s");
    expect(await health()).toEqual({ ...down, secondsAgo: 0 });
    await control().advance("2h");
    expect(await health()).toMatchObject(down);
  });

  test("is degraded after three successful probes in a row, and healthy five minutes later", async () => {
    await createTunnel(bench());
    await control().advance("1m");
    await control().beginOutage();
    await control().advance("5m");
    await control().endOutages();
    await control().advance("19s");
    expect(await health()).toMatchObject(down);
    await control().advance("1s");
    expect(await health()).toEqual({ ...degraded, secondsAgo: 0 });
    await control().advance("299s");
    expect(await health()).toMatchObject(degraded);
    await control().advance("1s");
    expect(await health()).toEqual({ ...healthy, secondsAgo: 0 });
  });

  test("is down again if a probe and its retries fail during the recovery", async () => {
    await createTunnel(bench());
    await control().advance("5s");
    for (const pause of ["5m", "20s"]) {
      await control().beginOutage();
      await control().advance("10s");
      await control().endOutages();
      await control().advance(pause);
    }
    expect(await health()).toMatchObject(down);
  });

  test.each([
    ["previous-30-probes", 28],
    ["five-minutes", 6],
  ] as const)(
    "recovers from an outage as healthRecovery selects (%s): degraded for %i minutes at rate low, then healthy",
    async (healthRecovery, more) => {
      const { id } = await createTunnel(bench());
      await setCheck(id, { rate: "low" });
      await control().behave({ healthRecovery });
      await control().beginOutage();
      await control().advance("10m");
      await control().endOutages();
      await control().advance(`${more}m`);
      expect(await health()).toMatchObject(degraded);
      await control().advance("1m");
      expect(await health()).toEqual({ ...healthy, secondsAgo: 0 });
    },
  );

  test("is probed at the interval of its rate", async () => {
    const { id } = await createTunnel(bench());
    await control().behave({ probeIntervalHigh: "2s", probeIntervalMid: "20s" });
    await control().advance("1s");
    await control().beginOutage();
    await control().advance("18s");
    expect(await health()).toMatchObject(healthy);
    await control().advance("1s");
    expect(await health()).toMatchObject(down);
    await setCheck(id, { rate: "high" });
    expect(await health()).toEqual({ ...down, secondsAgo: 18 });
    await expect(control().behave({ probeIntervalLow: "500ms" })).rejects.toThrow(
      "is not between 1s and 1m",
    );
  });

  test("is down during maintenance of its device, and on a port that is pending or deleted", async () => {
    const { port } = await createTunnel(bench());
    await control().announceMaintenance({ site: "ewr-a", duration: "10m" });
    await control().advance("5m");
    expect(await health()).toMatchObject(down);
    await control().advance("20m");
    expect(await health()).toMatchObject(healthy);
    await control().plan(port, [{ after: "0s", state: "Pending" }]);
    await control().advance("10s");
    expect(await health()).toMatchObject(down);

    await control().plan(port, [{ after: "0s", state: "Healthy" }]);
    await control().advance("1h");
    await control().behave({ deletionWithCnis: "orphans" });
    await bench().sdk.interconnects.delete(port, bench().account);
    expect(await health()).toMatchObject(down);
  });

  test("follows a link that flaps between two requests", async () => {
    const { port } = await createTunnel(bench());
    await control().plan(port, {
      steps: [
        { after: "0s", state: "Healthy" },
        { after: "9m", state: "Down" },
      ],
      repeatEvery: "10m",
    });
    await control().advance("39m");
    await control().advance("55s");
    expect(await health()).toEqual({ ...down, secondsAgo: 55 });
    await control().advance("1m");
    expect(await health()).toMatchObject(degraded);
  });

  test.each([
    ["loses-some", degraded],
    ["loses-none", healthy],
    ["loses-all", down],
  ] as const)(
    "has a health on an Unhealthy link that unhealthyLink selects (%s): %j",
    async (unhealthyLink, expected) => {
      await createTunnel(bench());
      await control().behave({ unhealthyLink });
      await control().beginOutage({ state: "Unhealthy" });
      await control().advance("10m");
      expect(await health()).toMatchObject(expected);
    },
  );

  test("is degraded only after the second lost probe", async () => {
    await createTunnel(bench());
    await control().beginOutage({ state: "Unhealthy" });
    await control().advance("29s");
    expect(await health()).toMatchObject(healthy);
    await control().advance("1s");
    expect(await health()).toEqual({ ...degraded, secondsAgo: 0 });
  });

  test("has an unknown start of its health if the health began long ago", async () => {
    await createTunnel(bench());
    await control().beginOutage({ state: "Unhealthy" });
    await control().advance("50m");
    expect(await health()).toEqual({ ...degraded, secondsAgo: 49 * 60 + 30 });
    await control().advance("1h");
    expect(await health()).toEqual({ ...degraded, secondsAgo: null });
  });

  test("keeps its recorded past if it is renamed during an outage of its former name", async () => {
    const { cloudflare, account } = bench();
    const { id } = await createTunnel(bench());
    await control().beginOutage({ tunnel: "newark" });
    await control().advance("1m");
    await cloudflare.magicTransit.cfInterconnects.update(id, { ...account, name: "newark-2" });
    expect(await health()).toMatchObject(down);
    await control().advance("20s");
    expect(await health()).toMatchObject(degraded);
  });

  test("adds no penalty if the check is disabled", async () => {
    const { id } = await createTunnel(bench());
    await setCheck(id, { enabled: false });
    await control().beginOutage();
    await control().advance("1h");
    expect((await control().health()).tunnels).toMatchObject([
      { name: "newark", health: null, since: null, penalty: 0 },
    ]);
  });
});

describe("an outage of a tunnel", () => {
  test("takes down a session while its port stays Healthy", async () => {
    const { port } = await createTunnel(bench());
    const { id } = await control().beginOutage({ tunnel: "newark" });
    await control().advance("10s");
    expect(await health()).toMatchObject(down);
    expect((await control().state()).statuses[port]).toEqual({ state: "Healthy" });
    await control().endOutage(id);
    await control().advance("20s");
    expect(await health()).toMatchObject(degraded);
  });

  test("takes down a GRE tunnel, which no outage of a port affects", async () => {
    await createGreTunnel();
    await control().beginOutage();
    await control().advance("1m");
    expect(await health()).toMatchObject(healthy);
    await control().beginOutage({ tunnel: "GRE_1" });
    await control().advance("10s");
    expect(await health()).toMatchObject(down);
  });

  test("is refused for an unknown tunnel, and if it also names a facility, device or site", async () => {
    await createGreTunnel();
    await expect(control().beginOutage({ tunnel: "GRE_2" })).rejects.toThrow(
      "Tunnel GRE_2 not found. List tunnels with GET /_simulator/health.",
    );
    await expect(control().beginOutage({ tunnel: "GRE_1", site: "ewr-a" })).rejects.toThrow(
      "tunnel conflicts with facility, device and site.",
    );
  });
});

test("the health of a tunnel adds a penalty to the priority of its routes and never removes a route", async () => {
  const { cloudflare, account } = bench();
  await createTunnel(bench());
  await createGreTunnel();
  const { routes } = cloudflare.magicTransit;
  const route = { ...account, prefix: "203.0.113.0/24" };
  await routes.create({ ...route, nexthop: "10.255.0.1", priority: 100 });
  await routes.create({ ...route, nexthop: "10.0.0.1", priority: 200 });
  await control().beginOutage({ site: "ewr-a" });
  await control().advance("10s");
  const prefix = route.prefix;
  expect((await control().health()).routes).toMatchObject([
    {
      prefix,
      nexthop: "10.255.0.1",
      tunnel: "newark",
      priority: 100,
      effectivePriority: 1_000_100,
    },
    { prefix, nexthop: "10.0.0.1", tunnel: "GRE_1", priority: 200, effectivePriority: 200 },
  ]);
  await control().endOutages();
  await control().advance("20s");
  expect((await control().health()).routes[0]).toMatchObject({ effectivePriority: 500_100 });
  expect((await routes.list(account)).routes).toMatchObject([{ priority: 100 }, { priority: 200 }]);
});

test("a route whose tunnel was deleted is listed without a tunnel and without a penalty", async () => {
  const { cloudflare, account } = bench();
  const { id } = await createGreTunnel();
  const { routes, greTunnels } = cloudflare.magicTransit;
  const route = { prefix: "203.0.113.0/24", nexthop: "10.0.0.1", priority: 100 };
  await routes.create({ ...account, ...route });
  await greTunnels.delete(id, account);
  expect(await control().health()).toMatchObject({
    tunnels: [],
    routes: [{ tunnel: null, effectivePriority: 100 }],
  });
});

test("a restored state continues a recovery", async () => {
  await createTunnel(bench());
  await control().advance("1m");
  await control().beginOutage();
  await control().advance("1m");
  await control().endOutages();
  await control().advance("20s");
  const [state, before] = [await control().state(), await control().health()];
  await control().reset();
  await control().setState(state);
  expect(await control().health()).toEqual(before);
  await control().advance("5m");
  expect(await health()).toEqual({ ...healthy, secondsAgo: 0 });
});

test("the health endpoint covers one account, by default the first one", async () => {
  const { tunnels } = await control().health();
  expect(tunnels).toEqual([]);
  await createGreTunnel();
  expect((await control().health(bench().account.account_id)).tunnels).toHaveLength(1);
  expect((await control().health("fedcba9876543210fedcba9876543210")).tunnels).toEqual([]);
  await expect(control().health("nobody")).rejects.toThrow("Account nobody not found");
});
