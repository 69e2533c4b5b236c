import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import type { FaultRequest } from "..";
import { orderPort, slotsAt, useSimulator } from "../testing/use-simulator";

const bench = useSimulator();
const control = () => bench().simulator.control;

/** Sends a GET with node:http on the agent's only connection. */
function getter(agent: Agent) {
  return async function get(path: string) {
    const { baseUrl, accountId, token } = bench().simulator;
    const headers = { authorization: `Bearer ${token}` };
    const sent = request(`${baseUrl}/accounts/${accountId}/cni${path}`, { agent, headers }).end();
    const [answer]: IncomingMessage[] = await once(sent, "response");
    let body = "";
    for await (const chunk of answer ?? []) {
      body += chunk;
    }
    return {
      status: answer?.statusCode,
      headers: answer?.headers,
      body,
      reused: sent.reusedSocket,
    };
  };
}

let agent: Agent;
let get: ReturnType<typeof getter>;
beforeEach(() => {
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
  get = getter(agent);
});
afterEach(() => agent.destroy());

describe("a connection that stays open", () => {
  test.each<[string, FaultRequest["respond"]]>([
    ["a status and a body", { status: 429, body: { hello: "world" } }],
    ["a status", { status: 503 }],
    ["a delay", { delay: "1ms" }],
    ["an edit", { edit: { set: { hello: "world" } } }],
    ["garble", { garble: true }],
  ])("can be used again after a fault with %s", async (_, respond) => {
    await get("/settings");
    await control().addFault({ respond });
    const spoilt = await get("/slots?limit=1");
    expect(spoilt.reused).toBe(true);
    expect(spoilt.headers?.["content-length"] ?? "0").toBe(String(spoilt.body.length));
    expect(spoilt.headers).toHaveProperty("cf-ray");
    expect(await get("/settings")).toMatchObject({ status: 200, reused: true });
  });
});

const broken: [string, FaultRequest["respond"]][] = [
  ["drop", { drop: true }],
  ["reset", { reset: true }],
  ["truncate", { truncate: 0.9 }],
];

describe("a connection that is closed", () => {
  test.each(broken)(
    "does not disturb the next connection after a fault with %s, using node:http",
    async (_, respond) => {
      await get("/settings");
      await control().addFault({ respond });
      await expect(get("/slots")).rejects.toMatchObject({ code: "ECONNRESET" });
      expect(await get("/settings")).toMatchObject({ status: 200, reused: false });
      expect(await get("/settings")).toMatchObject({ status: 200, reused: true });
    },
  );

  test.each(broken)(
    "does not disturb the next connection after a fault with %s, using undici",
    async (_, respond) => {
      await control().addFault({ path: "slots", respond });
      const spoilt = bench()
        .raw("GET", "/slots")
        .then((answer) => answer.text());
      await expect(spoilt).rejects.toMatchObject({
        cause: { code: expect.stringMatching(/^(UND_ERR_SOCKET|ECONNRESET)$/) },
      });
      expect((await bench().send("GET", "/slots")).status).toBe(200);
      expect(await control().requests()).toHaveLength(2);
    },
  );
});

test("reset sends a TCP reset, and drop does not", async () => {
  async function failure(respond: FaultRequest["respond"]): Promise<string> {
    await control().addFault({ respond });
    return bench()
      .raw("GET", "/slots")
      .then(
        () => "none",
        ({ cause }) => cause.code,
      );
  }
  expect(await failure({ reset: true })).toBe("ECONNRESET");
  expect(await failure({ drop: true })).toBe("UND_ERR_SOCKET");
});

test("truncate carries out an order and sends only half of the response", async () => {
  await control().addFault({ method: "POST", respond: { truncate: 0.5 } });
  const [slot_id] = await slotsAt(bench(), "ewr-a");
  const order = { account: bench().account.account_id, type: "direct", slot_id };
  const answer = await bench().raw("POST", "/interconnects", order);
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow("terminated");

  const { interconnects } = await control().state();
  const [port] = interconnects;
  expect(port).toMatchObject({ slot_id });
  expect(answer.headers.get("content-length")).toBe(String(JSON.stringify(port).length));
  expect((await control().requests()).at(-1)).toMatchObject({ method: "POST", status: 200 });
});

test("truncate leaves a response without a body unchanged", async () => {
  const name = await orderPort(bench());
  await control().addFault({ method: "DELETE", respond: { truncate: 0.5 } });
  const answer = await bench().raw("DELETE", `/interconnects/${name}`);
  expect([answer.status, await answer.text()]).toEqual([200, ""]);
});
