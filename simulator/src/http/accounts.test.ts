import { startSimulator } from "..";
import { failureIn } from "../testing/envelope";

const production = "0123456789abcdef0123456789abcdef";
const lab = "fedcba9876543210fedcba9876543210";
const shared = "00000000000000000000000000000001";

async function start() {
  const simulator = await startSimulator({
    accounts: [{ id: lab, name: "Lab", token: "lab-token" }, { id: shared }],
    readOnlyToken: "reader",
  });
  function send(method: string, account: string, path: string, token: string, body?: object) {
    return fetch(`${simulator.baseUrl}/accounts/${account}/cni${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
  return { simulator, send };
}

test("each account accepts only its own token and has its own ports and settings", async () => {
  const { simulator, send } = await start();
  const { token } = simulator;
  const status = async (account: string, token: string) =>
    (await send("GET", account, "/settings", token)).status;
  expect([
    await status(production, token),
    await status(shared, token),
    await status(lab, token),
    await status(lab, "lab-token"),
    await status(production, "lab-token"),
  ]).toEqual([200, 200, 403, 200, 403]);

  await send("PUT", lab, "/settings", "lab-token", { default_asn: 64_512 });
  const settings = await send("GET", production, "/settings", token);
  expect(await settings.json()).toEqual({ default_asn: 13_335 });
  await simulator.close();
});

test("a slot with a port of one account is occupied for every other account", async () => {
  const { simulator, send } = await start();
  const slot_id = "c4025873-65de-4001-a900-47d3d46d7a59";
  const order = { type: "direct", slot_id };
  const first = { ...order, account: lab };
  expect((await send("POST", lab, "/interconnects", "lab-token", first)).status).toBe(200);
  const second = { ...order, account: production };
  const refused = send("POST", production, "/interconnects", simulator.token, second);
  expect(await failureIn(refused)).toMatchObject({
    status: 400,
    message: expect.stringContaining("is occupied"),
  });
  const seen = async (account: string, token: string) =>
    (await send("GET", account, `/slots/${slot_id}`, token)).json();
  expect(await seen(lab, "lab-token")).toMatchObject({ occupied: true, account: lab });
  expect(await seen(production, simulator.token)).not.toHaveProperty("account");
  await simulator.close();
});

test("a read-only token cannot write", async () => {
  const { simulator, send } = await start();
  expect((await send("GET", production, "/slots", "reader")).status).toBe(200);
  const refused = send("PUT", production, "/settings", "reader", { default_asn: 64_512 });
  expect(await failureIn(refused)).toMatchObject({ status: 403, code: 10_000 });
  expect((await simulator.control.state()).accounts).toMatchObject([
    { settings: { default_asn: 13_335 } },
    {},
    {},
  ]);
  await simulator.close();
});

test.each([
  [{ "x-auth-email": "ops@example.com", "x-auth-key": "wrong" }, 403, 9103],
  [{ "x-auth-email": "nobody", "x-auth-key": "simulator-token" }, 400, 6102],
  [{ "x-auth-key": "simulator-token" }, 400, 9106],
  [{ authorization: "simulator-token" }, 400, 6111],
  [{ authorization: "Bearer simulator-token" }, 200, undefined],
])("a request with the credentials %j gets status %d", async (headers, status, code) => {
  const { simulator } = await start();
  const url = `${simulator.baseUrl}/accounts/${production}/cni/settings`;
  const answer = await fetch(url, { headers: new Headers(Object.entries(headers)) });
  expect(answer.status).toBe(status);
  if (code !== undefined) {
    expect(await failureIn(Promise.resolve(answer))).toMatchObject({ code });
  }
  await simulator.close();
});
