import { request } from "node:http";
import { startSimulator } from "..";
import { failureIn } from "../testing/envelope";
import { orderPort, useSimulator } from "../testing/use-simulator";

const bench = useSimulator();

function get(path: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`${bench().simulator.baseUrl}${path}`, { headers });
}

function slots(headers: Record<string, string>, account = bench().simulator.accountId) {
  return get(`/accounts/${account}/cni/slots`, headers);
}

async function gatewayError(response: Promise<Response>) {
  const { status, code } = await failureIn(response);
  return [status, code];
}

describe("the gateway", () => {
  test("accepts a bearer token, and an email with a key", async () => {
    const { token } = bench().simulator;
    expect((await slots({ authorization: `Bearer ${token}` })).status).toBe(200);
    const keyed = { "x-auth-email": "ops@example.com", "x-auth-key": token };
    expect((await slots(keyed)).status).toBe(200);
  });

  test("refuses missing and wrong credentials, other accounts and unknown routes", async () => {
    const { token, accountId } = bench().simulator;
    const authorization = `Bearer ${token}`;
    expect(await gatewayError(slots({}))).toEqual([400, 9106]);
    expect(await gatewayError(slots({ authorization: "Bearer wrong" }))).toEqual([401, 10000]);
    expect(await gatewayError(slots({ authorization: token }))).toEqual([400, 6111]);
    expect(await gatewayError(slots({ authorization }, "another"))).toEqual([403, 10000]);
    expect(await gatewayError(get("/nothing", { authorization }))).toEqual([404, 7003]);
    const ports = get(`/accounts/${accountId}/cni/ports`, { authorization });
    expect(await gatewayError(ports)).toEqual([404, 7003]);
  });

  test("numbers its responses in the cf-ray header", async () => {
    const rays = await Promise.all([slots({}), slots({})]);
    const [first, second] = rays.map(({ headers }) => headers.get("cf-ray"));
    expect(first).toMatch(/^[0-9a-f]{16}-[A-Z]{3}$/);
    expect(second).not.toBe(first);
  });
});

describe("a malformed or unusual request", () => {
  /** Sends a request with node:http, because fetch refuses the method. */
  function trace(path: string): Promise<number | undefined> {
    const { baseUrl, accountId, token } = bench().simulator;
    const headers = { authorization: `Bearer ${token}` };
    const url = `${baseUrl}/accounts/${accountId}/cni${path}`;
    return new Promise((resolve, reject) => {
      request(url, { method: "TRACE", headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on("error", reject)
        .end();
    });
  }

  function post(body: string, type = "application/json"): Promise<Response> {
    const { baseUrl, accountId, token } = bench().simulator;
    const headers = { authorization: `Bearer ${token}`, "content-type": type };
    return fetch(`${baseUrl}/accounts/${accountId}/cni/cnis`, { method: "POST", headers, body });
  }

  test("gets a response that states the reason", async () => {
    expect((await post("{")).status).toBe(400);
    expect((await post("{}", "text/plain")).status).toBe(415);
    expect((await post(`"${"x".repeat(1_100_000)}"`)).status).toBe(413);
    expect((await bench().send("PATCH", "/settings", {})).status).toBe(405);
    expect(await trace("/settings")).toBe(405);
    expect((await bench().send("POST", "/slots", {})).status).toBe(405);
  });

  test("is accepted if its body arrives in chunks of unknown length", async () => {
    const { baseUrl, accountId, token } = bench().simulator;
    const status = await new Promise((resolve, reject) => {
      const chunked = request(`${baseUrl}/accounts/${accountId}/cni/settings`, {
        method: "PUT",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      });
      chunked.on("response", (answer) => resolve(answer.resume().statusCode)).on("error", reject);
      chunked.write('{"default_asn"');
      chunked.end(":64512}");
    });
    expect(status).toBe(200);
    expect((await bench().simulator.control.state()).accounts).toMatchObject([
      { settings: { default_asn: 64_512 } },
    ]);
  });
});

const nowhere = "/interconnects/cni-nowhere";
const message = "Interconnect not found";
const bodies = {
  envelope: {
    success: false,
    errors: [{ code: 404, message }],
    messages: [],
    result: null,
  },
  json: { error: message },
};

test.each(["envelope", "json", "text", "empty"] as const)(
  "an error of the CNI service has the body that the switch errorBody selects: %s",
  async (errorBody) => {
    const simulator = await startSimulator({ behaviour: { errorBody } });
    const { baseUrl, accountId, token } = simulator;
    const answer = await fetch(`${baseUrl}/accounts/${accountId}/cni${nowhere}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await answer.text();
    await simulator.close();

    expect(answer.status).toBe(404);
    expect(answer.headers.get("cf-ray")).not.toBeNull();
    switch (errorBody) {
      case "envelope":
      case "json":
        expect(JSON.parse(text)).toEqual(bodies[errorBody]);
        break;
      case "text":
        expect(text).toBe(message);
        break;
      case "empty":
        expect(text).toBe("");
    }
  },
);

test("a deletion responds with 200 and no body", async () => {
  const answer = await bench().send("DELETE", `/interconnects/${await orderPort(bench())}`);
  expect([answer.status, await answer.text()]).toEqual([200, ""]);
});
