import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { z } from "zod";
import { startSimulator } from "..";
import { Network } from "../network/network";
import { failureIn } from "../testing/envelope";
import { useSimulator } from "../testing/use-simulator";
import type { AppEnv } from "./env";
import { enforceRateLimit, RateLimit } from "./rate-limit";

const Status = z.strictObject({
  enabled: z.boolean(),
  requests: z.number(),
  window: z.number(),
  users: z.array(
    z.strictObject({
      user: z.string().regex(/^[0-9a-f]{12}$/),
      remaining: z.number(),
      until: z.iso.datetime(),
      blocked: z.boolean(),
    }),
  ),
});

describe("the rate limit", () => {
  const bench = useSimulator({ clock: "virtual" });
  const control = () => bench().simulator.control;

  async function status() {
    const { simulator } = bench();
    const headers = { authorization: `Bearer ${simulator.controlKey}` };
    const answer = await fetch(new URL("/_simulator/rate-limit", simulator.baseUrl), { headers });
    return Status.parse(await answer.json());
  }

  /** Returns how many of the requests were not refused. */
  async function served(count: number): Promise<number> {
    let good = 0;
    for (let sent = 0; sent < count; sent += 50) {
      const volley = Array.from({ length: Math.min(50, count - sent) }, () =>
        bench().raw("GET", "/settings"),
      );
      for (const answer of await Promise.all(volley)) {
        good += answer.status === 200 ? 1 : 0;
        await answer.text();
      }
    }
    return good;
  }

  test("allows 1,200 requests in five minutes, and then blocks for five minutes", async () => {
    expect(await served(1_200)).toBe(1_200);
    await control().advance("299s");
    const refusal = await bench().raw("POST", "/interconnects", {});
    expect(refusal.headers.get("retry-after")).toBe("300");
    expect(refusal.headers.get("cf-ray")).not.toBeNull();
    expect(await failureIn(Promise.resolve(refusal))).toMatchObject({ status: 429, code: 971 });
    expect((await control().state()).interconnects).toEqual([]);

    // The window has ended, but the block has not.
    await control().advance("10s");
    expect((await bench().raw("GET", "/slots")).headers.get("retry-after")).toBe("290");
    await control().advance("289500ms");
    expect((await bench().raw("GET", "/slots")).headers.get("retry-after")).toBe("1");
    await control().advance("500ms");
    expect(await served(1)).toBe(1);
    expect((await status()).users).toMatchObject([{ remaining: 1_199, blocked: false }]);
  });

  test("starts a new window five minutes after the first request of the previous one", async () => {
    await served(7);
    await control().advance("4m");
    await served(4);
    expect((await status()).users).toMatchObject([{ remaining: 1_189, blocked: false }]);
    await control().advance("1m");
    expect((await status()).users).toEqual([]);
    await served(1);
    expect((await status()).users).toMatchObject([{ remaining: 1_199, blocked: false }]);
  });

  test("counts each user separately, does not reveal credentials, and is cleared by a reset", async () => {
    const { baseUrl, token } = bench().simulator;
    await served(2);
    await fetch(`${baseUrl}/x`, {
      headers: { "x-auth-key": token, "x-auth-email": "a@b.example" },
    });
    await fetch(`${baseUrl}/x`, { headers: { authorization: "Bearer another" } });
    await fetch(`${baseUrl}/x`);
    const { users, ...rest } = await status();
    expect(rest).toEqual({ enabled: true, requests: 1_200, window: 300_000 });
    expect(users.map(({ remaining }) => remaining)).toEqual([1_197, 1_199]);
    expect(JSON.stringify(users)).not.toContain(token);
    const now = Date.parse((await control().clock()).now);
    expect(users.map(({ until }) => Date.parse(until) - now)).toEqual([300_000, 300_000]);
    await control().reset();
    expect((await status()).users).toEqual([]);
  });

  test("omits the Retry-After header if the switch retryAfter is absent", async () => {
    await control().behave({ retryAfter: "absent" });
    await served(1_200);
    const refusal = await bench().raw("GET", "/slots");
    expect([refusal.status, refusal.headers.get("retry-after")]).toEqual([429, null]);
    expect((await status()).users).toMatchObject([{ remaining: 0, blocked: true }]);
  });

  test("can be disabled", async () => {
    const unlimited = await startSimulator({ rateLimit: false });
    const { baseUrl, token } = unlimited;
    const headers = { authorization: `Bearer ${token}` };
    for (let sent = 0; sent < 1_250; sent += 50) {
      const volley = Array.from({ length: 50 }, () => fetch(`${baseUrl}/x`, { headers }));
      const statuses = (await Promise.all(volley)).map((answer) => answer.status);
      expect(new Set(statuses)).toEqual(new Set([404]));
    }
    await unlimited.close();
  });
});

test("the limit and the window are configurable, and every response reports the remaining budget", async () => {
  const network = new Network({ direct: 0, gcpPartner: 0 }, {}, "virtual");
  const limit = new RateLimit(network, { requests: 2, window: 60_000 });
  const app = new Hono<AppEnv>()
    .use(enforceRateLimit(limit, network))
    .get("/", (c) => c.text("served"));
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  async function get() {
    const credentials = { authorization: "Bearer x" };
    const { status, headers } = await fetch(`http://127.0.0.1:${port}/`, { headers: credentials });
    expect(headers.get("ratelimit-policy")).toBe('"default";q=2;w=60');
    return [status, headers.get("retry-after"), headers.get("ratelimit")];
  }
  expect(await get()).toEqual([200, null, '"default";r=1;t=60']);
  network.clock.advance(2_500);
  expect(await get()).toEqual([200, null, '"default";r=0;t=58']);
  expect(await get()).toEqual([429, "60", '"default";r=0;t=60']);
  network.clock.advance(59_001);
  expect(await get()).toEqual([429, "1", '"default";r=0;t=1']);
  network.clock.advance(999);
  expect(await get()).toEqual([200, null, '"default";r=1;t=60']);
  limit.clear();
  expect(limit.status().users).toEqual([]);
  server.closeAllConnections();
  server.close();
});
