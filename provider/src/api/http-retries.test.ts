/** Tests which requests are retried, and that an order is sent only once. */
import { z } from "zod";
import { type FakeApi, type FakeResponse, startFakeApi } from "../testing/fake-api";
import { ImpatientClock } from "../testing/fake-clock";
import { createHttp, type Http } from "./http";
import type { ApiRequest } from "./request";

/** Clock that ends each wait between two attempts at once and records its length. */
let clock: ImpatientClock;

const FINE: FakeResponse = { body: { ok: true } };
const FAULTS: [string, FakeResponse][] = [
  ["500", { status: 500, body: "fault" }],
  ["503", { status: 503, body: "fault" }],
  ["429", { status: 429, body: "slow down" }],
  ["a reset", "reset"],
  ["a body that is cut off", { cutOff: '{"ok":' }],
];

let api: FakeApi;
let http: Http;
let responses: FakeResponse[];

beforeAll(async () => {
  api = await startFakeApi(() => responses.shift() ?? FINE);
});
beforeEach(() => {
  // A client remembers a 429, so each test uses a new client.
  clock = new ImpatientClock();
  http = createHttp({ baseUrl: api.baseUrl, headers: {} }, clock);
  api.received.length = 0;
});
afterAll(async () => {
  await api.close();
});

function send(method: ApiRequest["method"], ...next: FakeResponse[]) {
  responses = next;
  const body = method === "POST" || method === "PUT" ? { order: 1 } : undefined;
  return http.json({ method, path: "/it", body }, z.looseObject({ ok: z.boolean() }));
}

describe.each<ApiRequest["method"]>(["GET", "PUT", "DELETE"])("retrying a %s", (method) => {
  it.each(FAULTS)("sends the request again after %s", async (_what, fault) => {
    await expect(send(method, fault, fault)).resolves.toEqual({ ok: true });
    expect(api.received).toHaveLength(3);
  });

  it("sends the same body in every attempt", async () => {
    await send(method, { status: 503 });
    const [first, second] = api.received;
    expect(second?.body).toBe(first?.body);
  });

  it("waits a random time, so that requests that failed together are not retried together", async () => {
    await send(method, ...FAULTS.slice(0, 3).map(([, fault]) => fault));
    const longest = [500, 1_000, 2_000];
    expect(clock.waits).toHaveLength(3);
    for (const [index, pause] of clock.waits.entries()) {
      expect(pause).toBeLessThanOrEqual(longest[index] ?? 0);
    }
    expect(new Set(clock.waits).size).toBe(3);
  });

  it("rejects with Cloudflare's last error message after four attempts", async () => {
    const fault: FakeResponse = { status: 503, body: { error: "overloaded" } };
    await expect(send(method, fault, fault, fault, fault, FINE)).rejects.toThrow("503 overloaded");
    expect(api.received).toHaveLength(4);
  });

  it.each([400, 401, 403, 404, 409, 301])("does not retry the request after %d", async (status) => {
    await expect(send(method, { status, body: "no" })).rejects.toThrow(`${status} `);
    expect(api.received).toHaveLength(1);
  });
});

describe("retrying a POST", () => {
  it.each([...FAULTS, ["408", { status: 408 }], ["an unreadable success", { body: "?" }]])(
    "does not retry the request after %s",
    async (_what, fault) => {
      await expect(send("POST", fault)).rejects.toThrow("POST /it: ");
      expect(api.received).toHaveLength(1);
    },
  );
});

describe("retrying a POST that cannot have taken effect", () => {
  it("sends the request again after a 429 with Retry-After", async () => {
    const wait: FakeResponse = { status: 429, headers: { "retry-after": "25" } };
    await expect(send("POST", wait)).resolves.toEqual({ ok: true });
    expect(clock.waits).toEqual([25_000]);
    expect(api.received).toHaveLength(2);
  });

  it("sends the request again after a refused connection, and finally rejects with an unambiguous error", async () => {
    const gone = await startFakeApi(() => "reset");
    await gone.close();
    http = createHttp({ baseUrl: gone.baseUrl, headers: {} }, clock);
    await expect(send("POST")).rejects.toMatchObject({
      details: { kind: "unreachable", unsent: true },
      ambiguous: false,
    });
    expect(clock.waits).toHaveLength(3);
  });

  it("sends the request again if the host name cannot be resolved", async () => {
    http = createHttp({ baseUrl: "http://no-such-host.invalid", headers: {} }, clock);
    await expect(send("POST")).rejects.toMatchObject({ ambiguous: false });
    expect(clock.waits).toHaveLength(3);
  });
});

describe("HTTP client and Retry-After", () => {
  it("waits for a short Retry-After before the next attempt", async () => {
    await send("GET", { status: 429, headers: { "retry-after": "25" } });
    expect(clock.waits).toEqual([25_000]);
    expect(api.received).toHaveLength(2);
  });

  it.each([
    ["in seconds", () => "240"],
    ["as a date", () => new Date(Date.now() + 240_000).toUTCString()],
  ])(
    "quotes Retry-After in the error if the wait would be too long (%s)",
    async (_form, header) => {
      await expect(
        send("GET", { status: 429, headers: { "retry-after": header() }, body: "slow down" }),
      ).rejects.toMatchObject({
        details: { kind: "rate", retryAfterSeconds: expect.closeTo(240, -1) },
        message: expect.stringMatching(
          /1,200 requests in 5 minutes per user\. Wait 2\d\d s and run/,
        ),
      });
      expect(api.received).toHaveLength(1);
    },
  );

  it("assumes that a 429 without Retry-After means a wait of five minutes", async () => {
    await expect(send("POST", { status: 429, body: "slow down" })).rejects.toThrow(
      "Wait five minutes and run the command again",
    );
  });

  it("ignores an invalid Retry-After and retries the request", async () => {
    await expect(send("GET", { status: 503, headers: { "retry-after": "soon" } })).resolves.toEqual(
      { ok: true },
    );
  });
});
