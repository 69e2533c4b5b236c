import { z } from "zod";
import { useSimulator } from "../testing/use-simulator";
import { createTunnel } from "../testing/v4";

const bench = useSimulator({
  healthyAfter: "0s",
  clock: "virtual",
  readOnlyToken: "reads-only",
  accounts: [{ id: "fedcba9876543210fedcba9876543210", name: "Second" }],
});
const control = () => bench().simulator.control;

const Answer = z.object({ data: z.unknown(), errors: z.array(z.unknown()).nullish() });

/** Sends a query with the last `minutes` as $from and $to. */
async function ask(query: string, { minutes = 5, account = "", token = "" } = {}) {
  const { baseUrl, accountId, token: ownToken } = bench().simulator;
  const to = Date.parse((await control().clock()).now);
  const time = (at: number) => new Date(at).toISOString();
  const variables = {
    account: account || accountId,
    from: time(to - minutes * 60_000),
    to: time(to),
  };
  const answer = await fetch(`${baseUrl}/graphql`, {
    method: "POST",
    headers: { authorization: `Bearer ${token || ownToken}`, "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  return { status: answer.status, ...Answer.parse(await answer.json()) };
}

function inAccount(selection: string): string {
  return `query Q($account: string!, $from: Time!, $to: Time!) {
    viewer { accounts(filter: { accountTag: $account }) { ${selection} } }
  }`;
}
const filter = "limit: 100, filter: { datetime_geq: $from, datetime_lt: $to }";
const health = (dimensions: string) =>
  inAccount(`rows: magicTransitTunnelHealthChecksAdaptiveGroups(${filter}) {
    count avg { tunnelState } dimensions { ${dimensions} }
  }`);
const traffic = (dimensions: string) =>
  inAccount(`rows: magicTransitTunnelTrafficAdaptiveGroups(${filter}) {
    sum { bits } dimensions { ${dimensions} }
  }`);

async function rowsOf(query: string, options?: Parameters<typeof ask>[1]): Promise<unknown> {
  const { data, errors } = await ask(query, options);
  expect(errors).toBeNull();
  const Rows = z.object({
    viewer: z.object({ accounts: z.tuple([z.object({ rows: z.array(z.unknown()) })]) }),
  });
  return Rows.parse(data).viewer.accounts[0].rows;
}

describe("POST /graphql", () => {
  test("groups the probes of a tunnel by the selected dimensions", async () => {
    await createTunnel(bench());
    await control().advance("10m");
    // The default rate is mid: a probe every ten seconds.
    expect(await rowsOf(health("tunnelName resultStatus"))).toEqual([
      {
        count: 30,
        avg: { tunnelState: 1 },
        dimensions: { tunnelName: "newark", resultStatus: "ok" },
      },
    ]);
    expect(await rowsOf(health("datetimeMinute"))).toHaveLength(5);
    expect(await rowsOf(health("...D")).catch(() => "invalid")).toBe("invalid");
  });

  test("reports an outage in health and traffic", async () => {
    await createTunnel(bench());
    await control().advance("10m");
    await control().beginOutage();
    await control().advance("5m");
    expect(await rowsOf(health("tunnelName resultStatus"), { minutes: 10 })).toMatchObject([
      { avg: { tunnelState: 1 }, dimensions: { resultStatus: "ok" } },
      { avg: { tunnelState: 0 }, dimensions: { resultStatus: "timeout" } },
    ]);
    const rows = z
      .array(z.object({ sum: z.object({ bits: z.number() }) }))
      .parse(await rowsOf(traffic("tunnelName direction"), { minutes: 4 }));
    expect(rows.map(({ sum }) => sum.bits)).toEqual([0, 0]);
  });

  test("returns no rows if active is selected, like the real API for GRE and CNI", async () => {
    await createTunnel(bench());
    await control().advance("10m");
    expect(await rowsOf(health("tunnelName active"))).toEqual([]);
  });

  test.each([
    ["another account", { account: "fedcba9876543210fedcba9876543211" }],
    ["a span over a week", { minutes: 60 * 24 * 8 }],
  ])("refuses %s with status 200 and errors", async (_, options) => {
    const { status, data, errors } = await ask(health("tunnelName"), options);
    expect([status, data]).toEqual([200, null]);
    expect(errors).toHaveLength(1);
  });

  test("refuses unknown fields, a body without a query, other methods and a wrong token", async () => {
    expect(await ask(health("edgeColoMoon"))).toMatchObject({ status: 200, data: null });
    const { baseUrl, token } = bench().simulator;
    const send = (method: string, body?: string, bearer = token) =>
      fetch(`${baseUrl}/graphql`, {
        method,
        headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body }),
      }).then(({ status }) => status);
    expect(await send("POST", "{}")).toBe(400);
    expect(await send("POST", "{")).toBe(400);
    expect(await send("GET")).toBe(405);
    expect(await send("POST", "{}", "wrong")).toBe(401);
  });

  test("accepts a token that may only read", async () => {
    await createTunnel(bench());
    expect(await rowsOf(health("tunnelName"), { token: "reads-only" })).toEqual([]);
  });
});

describe("the switch", () => {
  test("analytics refuses with an authz error", async () => {
    await control().behave({ analytics: "refused" });
    expect(await ask(health("tunnelName"))).toMatchObject({
      status: 200,
      data: null,
      errors: [{ extensions: { code: "authz" } }],
    });
  });

  test("analyticsDelay leaves out the newest samples", async () => {
    await createTunnel(bench());
    await control().advance("10m");
    await control().behave({ analyticsDelay: "2m" });
    expect(await rowsOf(health("datetimeMinute"))).toHaveLength(3);
  });

  test("tunnelNameInTraffic leaves the name of the tunnel empty", async () => {
    await createTunnel(bench());
    await control().advance("10m");
    await control().behave({ tunnelNameInTraffic: "empty" });
    expect(await rowsOf(traffic("tunnelName"))).toMatchObject([{ dimensions: { tunnelName: "" } }]);
  });
});
