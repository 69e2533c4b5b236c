import { startSimulator } from "..";
import { orderPort, slotsAt, useSimulator } from "../testing/use-simulator";

const bench = useSimulator();

async function portCount(): Promise<number> {
  return (await bench().simulator.control.state()).interconnects.length;
}

test("a fault with a status responds without carrying out the request", async () => {
  const body = { success: false, errors: [{ code: 971, message: "Please wait" }] };
  await bench().simulator.control.addFault({
    method: "POST",
    path: "^/cni/interconnects$",
    respond: { status: 429, headers: { "retry-after": "300" }, body },
  });
  expect((await bench().send("GET", "/interconnects")).status).toBe(200);
  const answer = await bench().send("POST", "/interconnects", { type: "direct" });
  expect(answer.status).toBe(429);
  expect(answer.headers.get("retry-after")).toBe("300");
  expect(answer.headers.get("cf-ray")).not.toBeNull();
  expect(await answer.json()).toEqual(body);
  expect(await portCount()).toBe(0);
  await orderPort(bench());
  expect(await portCount()).toBe(1);
});

test("drop closes the connection before an order is carried out", async () => {
  await bench().simulator.control.addFault({ method: "POST", respond: { drop: true } });
  await expect(orderPort(bench())).rejects.toThrow("Connection error");
  expect(await portCount()).toBe(0);
});

test('drop with effect "applied" carries out an order and sends no response', async () => {
  const { control } = bench().simulator;
  await control.addFault({ method: "POST", effect: "applied", respond: { drop: true } });
  await expect(orderPort(bench())).rejects.toThrow("Connection error");
  expect(await portCount()).toBe(1);
  const [, order] = await control.requests();
  expect(order).toMatchObject({ method: "POST", status: null });
});

test("garble carries out an order and cuts its response in half", async () => {
  const respond = { status: 502, body: "<html>bad gateway</html>" };
  await bench().simulator.control.addFault({ method: "post", effect: "applied", respond });
  await expect(orderPort(bench())).rejects.toMatchObject({ status: 502 });
  expect(await portCount()).toBe(1);
});

test("delay sends the response late", async () => {
  const { control } = bench().simulator;
  await control.addFault({ respond: { delay: "20ms" }, times: 2 });
  const start = performance.now();
  await bench().send("GET", "/slots");
  await bench().send("GET", "/slots");
  expect(performance.now() - start).toBeGreaterThanOrEqual(39);
});

test.each([
  ["none", 0],
  ["applied", 1],
] as const)(
  "if the caller disconnects, a delayed order with effect %s leaves %d port",
  async (effect, left) => {
    const { simulator, account, send } = bench();
    const { control } = simulator;
    const [slot_id] = await slotsAt(bench(), "ewr-a");
    const order = { account: account.account_id, type: "direct", slot_id };
    await control.addFault({ method: "POST", effect, respond: { delay: "300ms" } });
    const hangUp = new AbortController();
    const answer = expect(send("POST", "/interconnects", order, hangUp.signal)).rejects.toThrow();
    while (!(await control.requests()).some(({ method }) => method === "POST")) {
      // Wait until the order has arrived.
    }
    hangUp.abort();
    await answer;
    // This delay is longer than the previous one, so both have ended when its response arrives.
    await control.addFault({ respond: { delay: "300ms" } });
    await send("GET", "/interconnects");
    expect(await portCount()).toBe(left);
  },
);

test('several faults apply in order, each as often as "times" specifies, and can be removed', async () => {
  const { control } = bench().simulator;
  await control.addFault({ path: "slots", times: 2, respond: { status: 500 } });
  await control.addFault({ path: "slots", respond: { status: 503 } });
  const status = async () => (await bench().send("GET", "/slots")).status;
  expect([await status(), await status(), await status(), await status()]).toEqual([
    500, 500, 503, 200,
  ]);
  await control.addFault({ times: 100, respond: { status: 500 } });
  await control.clearFaults();
  expect(await status()).toBe(200);
});

test("a fault on a long request does not affect the next request", async () => {
  const description = "x".repeat(900_000);
  await bench().simulator.control.addFault({ respond: { status: 429 } });
  expect((await bench().send("POST", "/cnis", { description })).status).toBe(429);
  expect((await bench().send("GET", "/slots")).status).toBe(200);
});

test("an invalid fault is refused", async () => {
  const { control } = bench().simulator;
  await expect(control.addFault({ path: "(", respond: { drop: true } })).rejects.toThrow(
    "is not a regular expression",
  );
  await expect(control.addFault({ respond: { delay: "soon" } })).rejects.toThrow(
    "is not a duration",
  );
  await expect(control.addFault({ method: "GET" })).rejects.toThrow("is required");
  await expect(
    control.addFault({ respond: { status: 500, headers: { "no header": "" } } }),
  ).rejects.toThrow("must be valid HTTP headers");
  await expect(control.addFault({ preset: "truncated", effect: "none" })).rejects.toThrow(
    "this fault changes the real response",
  );
  expect(await control.faults()).toEqual([]);
});

test("a fault with an account does not affect other accounts", async () => {
  const account = "0".repeat(32);
  const another = await startSimulator({ accounts: [{ id: account }] });
  const status = async (id: string) => {
    const { baseUrl, token } = another;
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${baseUrl}/accounts/${id}/cni/slots`, { headers })).status;
  };
  await another.control.addFault({ account, probability: 1, respond: { status: 503 } });
  expect([await status(account), await status(another.accountId)]).toEqual([503, 200]);
  await another.close();
});

test("the list of faults shows how often each one has hit and will still hit", async () => {
  const { control } = bench().simulator;
  const once = await control.addFault({ method: "post", respond: { status: 500 } });
  const slow = await control.addFault({ preset: "unavailable-empty", duration: "1h" });
  const { now } = await control.clock();
  await bench().raw("GET", "/slots");
  await bench().raw("GET", "/slots");
  const faults = await control.faults();
  expect(faults).toMatchObject([
    {
      id: once,
      fault: { method: "post", respond: { status: 500 } },
      left: 1,
      hits: 0,
      until: null,
    },
    { id: slow, fault: { preset: "unavailable-empty", duration: "1h" }, left: null, hits: 2 },
  ]);
  const until = Date.parse(faults[1]?.until ?? "");
  expect(Math.abs(until - Date.parse(now) - 3_600_000)).toBeLessThan(60_000);
  await control.removeFault(slow);
  expect((await bench().send("GET", "/slots")).status).toBe(200);
  await expect(control.removeFault(slow)).rejects.toThrow(`Fault ${slow} not found`);
});
