/** Tests how long requests wait, how waits are reported, and how cancellation ends them. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { z } from "zod";
import { rejection } from "../testing/engine";
import { type FakeApi, type FakeResponse, startFakeApi } from "../testing/fake-api";
import { ImpatientClock } from "../testing/fake-clock";
import { createHttp, type Http } from "./http";
import { inOperation } from "./operation";

let clock: ImpatientClock;
/** Whether waits last forever. */
let isStopped = false;

const MINUTE = 60_000;
const BLOCKED: FakeResponse = { status: 429, headers: { "retry-after": "300" }, body: "slow down" };
const ok = z.object({ ok: z.boolean() });

let api: FakeApi;
let http: Http;
let responses: FakeResponse[];
let reported: string[];

beforeAll(async () => {
  api = await startFakeApi(() => responses.shift() ?? { body: { ok: true } });
});
beforeEach(() => {
  clock = new ImpatientClock(() => isStopped && new Promise(() => {}));
  http = createHttp({ baseUrl: api.baseUrl, headers: {} }, clock);
  api.received.length = 0;
  isStopped = false;
  responses = [];
  reported = [];
});
afterAll(() => api.close());

const onWait = (message: string) => void reported.push(message);
const get = () => http.json({ method: "GET", path: "/it" }, ok);
const order = () => http.json({ method: "POST", path: "/it", body: { order: 1 } }, ok);
const sent = () => api.received.map(({ method }) => method);

describe("HTTP client during a five-minute rate-limit block", () => {
  it.each([
    ["a read", get, "GET"],
    ["an order", order, "POST"],
  ])(
    "retries %s after the block and reports the wait, if the deadline allows it",
    async (_what, send, method) => {
      responses = [BLOCKED];
      const deadline = Date.now() + 10 * MINUTE;
      await expect(inOperation({ deadline, onWait }, send)).resolves.toEqual({ ok: true });
      expect(clock.waits).toEqual([300_000]);
      expect(reported).toEqual([`${method} /it got 429; retrying automatically in 300 s`]);
      expect(sent()).toEqual([method, method]);
    },
  );

  it.each([
    ["has no deadline", {}],
    ["has a deadline before the end of the block", { deadline: Date.now() + MINUTE }],
  ])("fails a request at once if its operation %s", async (_what, operation) => {
    responses = [BLOCKED];
    await expect(inOperation({ ...operation, onWait }, get)).rejects.toThrow("Wait 300 s");
    expect(clock.waits).toEqual([]);
    expect(reported).toEqual([]);
  });

  it("assumes a block if the API keeps responding 429 without Retry-After", async () => {
    responses = Array.from({ length: 5 }, () => ({ status: 429 }));
    const deadline = Date.now() + 60 * MINUTE;
    await expect(inOperation({ deadline }, get)).resolves.toEqual({ ok: true });
    expect(clock.waits.slice(3)).toEqual([300_000, 300_000]);
  });

  it("delays later requests that have enough time, and sends the others at once", async () => {
    responses = [BLOCKED, BLOCKED];
    await expect(get()).rejects.toThrow("429");
    // This request is sent during the block, so its error comes from the API.
    await expect(get()).rejects.toThrow("429");
    const deadline = Date.now() + 10 * MINUTE;
    await inOperation({ deadline, onWait }, get);
    expect(reported).toEqual([
      "the request limit of this user is exhausted; continuing automatically in 300 s",
    ]);
  });
});

describe("HTTP client when its operation is cancelled", () => {
  const blocked = () => {
    responses = [BLOCKED];
    isStopped = true;
    const stop = new AbortController();
    const deadline = Date.now() + 10 * MINUTE;
    return {
      operation: { deadline, signal: stop.signal, onWait: () => setImmediate(() => stop.abort()) },
    };
  };

  it("stops waiting to retry a read and rejects with the error of the last response", async () => {
    const { operation } = blocked();
    await expect(inOperation(operation, get)).rejects.toThrow("GET /it: 429 with");
    expect(sent()).toEqual(["GET"]);
  });

  it("stops waiting to retry an order and rejects with an error that says that nothing was ordered", async () => {
    const { operation } = blocked();
    await expect(inOperation(operation, order)).rejects.toMatchObject({ ambiguous: false });
    expect(sent()).toEqual(["POST"]);
  });

  it.each([
    ["read", get],
    ["order", order],
  ])("rejects a later %s without sending it", async (_what, send) => {
    const error = await rejection(inOperation({ signal: AbortSignal.abort() }, send));
    expect(error).toMatchObject({ ambiguous: false });
    expect(error.message).toMatch(/^(GET|POST) \/it: cancelled before it was sent\.$/);
    expect(sent()).toEqual([]);
  });

  it("rejects a request whose own signal is aborted", async () => {
    const request = { method: "GET", path: "/it", signal: AbortSignal.abort() } as const;
    const { signal } = new AbortController();
    await expect(inOperation({ signal }, () => http.json(request, ok))).rejects.toThrow(
      "cancelled",
    );
  });

  it("sends a read that runs outside the cancelled operation, such as a check for a placed order", async () => {
    const look = () => inOperation({ signal: undefined }, get);
    await expect(inOperation({ signal: AbortSignal.abort() }, look)).resolves.toEqual({ ok: true });
  });
});

describe("HTTP client when its operation is cancelled during a request", () => {
  let slow: Server;
  let stop: AbortController;

  beforeEach(async () => {
    stop = new AbortController();
    slow = createServer((_request, response) => {
      stop.abort();
      setTimeout(() => response.end('{"ok":true}'), 200);
    });
    slow.listen(0, "127.0.0.1");
    await once(slow, "listening");
    const address = slow.address();
    const port = typeof address === "object" ? address?.port : undefined;
    http = createHttp({ baseUrl: `http://127.0.0.1:${port}`, headers: {} }, clock);
  });
  afterEach(async () => {
    slow.closeAllConnections();
    slow.close();
    await once(slow, "close");
  });

  it("rejects a read without waiting for its response", async () => {
    await expect(inOperation({ signal: stop.signal }, get)).rejects.toThrow(
      "GET /it: cancelled before the response arrived.",
    );
  });

  it("waits for the response to an order, because the order may have been placed", async () => {
    await expect(inOperation({ signal: stop.signal }, order)).resolves.toEqual({ ok: true });
  });
});

it("reports a wait for the request limit, and rejects a request whose deadline is too early", async () => {
  await Promise.all(Array.from({ length: 600 }, get));
  const stop = new AbortController();
  const others = Promise.allSettled(
    Array.from({ length: 10 }, () => inOperation({ signal: stop.signal, onWait }, get)),
  );
  expect(reported[0]).toMatch(
    /^waiting about \d s to send a request: Cloudflare allows 1,200 requests/,
  );
  await expect(
    inOperation({ deadline: Date.now() + 1_000 }, () =>
      http.json({ method: "GET", path: "/it", priority: "poll" }, ok),
    ),
  ).rejects.toMatchObject({ details: { kind: "rate", unsent: true } });
  stop.abort();
  await others;
  expect(api.received.length).toBeLessThanOrEqual(601);
});

it("rejects a request whose response is incomplete at the operation's deadline", async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const drip = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(drip));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const dripping = createHttp({ baseUrl: `http://127.0.0.1:${port}`, headers: {} }, clock);
  const error = await rejection(
    inOperation({ deadline: Date.now() + 100 }, () =>
      dripping.json({ method: "GET", path: "/it" }, ok),
    ),
  );
  expect(error.message).toContain("GET /it: no response (incomplete after 1 s)");
  server.closeAllConnections();
  server.close();
});
