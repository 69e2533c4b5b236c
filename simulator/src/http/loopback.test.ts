import { request } from "node:http";
import { networkInterfaces } from "node:os";
import { startSimulator } from "..";

async function status(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (answer) => resolve(answer.resume().statusCode))
      .on("error", reject)
      .end();
  });
}

test("the controls require the control key of this run and a Host header that names this machine", async () => {
  const simulator = await startSimulator();
  const url = new URL("/_simulator/state", simulator.baseUrl).href;
  const { port } = new URL(url);
  const authorization = `Bearer ${simulator.controlKey}`;
  expect(await status(url, { authorization })).toBe(200);
  expect(await status(url, { authorization, host: `localhost:${port}` })).toBe(200);
  expect(await status(url, {})).toBe(401);
  expect(await status(url, { authorization: `Bearer ${simulator.token}` })).toBe(401);
  // A foreign page can point its own name at this machine (DNS rebinding).
  expect(await status(url, { authorization, host: "rebound.example" })).toBe(403);
  const { baseUrl, accountId, token } = simulator;
  const api = `${baseUrl}/accounts/${accountId}/cni/cnis`;
  const known = { authorization: `Bearer ${token}` };
  expect(await status(api, known)).toBe(200);
  expect(await status(api, { ...known, host: "rebound.example" })).toBe(403);
  await simulator.close();

  const other = await startSimulator();
  expect(other.controlKey).not.toBe(simulator.controlKey);
  await other.close();
});

test("the simulator listens beyond loopback only with exposeToNetwork", async () => {
  await expect(startSimulator({ listen: "0.0.0.0" })).rejects.toThrow("--expose-to-network");
  const simulator = await startSimulator({ listen: "::1" });
  expect(simulator.baseUrl).toMatch(/^http:\/\/\[::1\]:\d+\//);
  expect((await simulator.control.clock()).mode).toBe("real");
  await simulator.close();
});

test("with exposeToNetwork, the API accepts any host name, but the controls accept only this machine", async () => {
  const simulator = await startSimulator({ listen: "0.0.0.0", exposeToNetwork: true });
  const { port } = new URL(simulator.baseUrl);
  const api = `http://127.0.0.1:${port}/client/v4/accounts/${simulator.accountId}/cni/settings`;
  const token = `Bearer ${simulator.token}`;
  expect(await status(api, { authorization: token, host: "named.example" })).toBe(200);
  const [address] = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal);
  if (address !== undefined) {
    const authorization = `Bearer ${simulator.controlKey}`;
    const origin = `http://${address.address}:${port}`;
    expect(await status(`${origin}/openapi.json`, {})).toBe(200);
    // Requests from this machine to its own network address are accepted, too.
    expect(await status(`${origin}/_simulator/state`, { authorization })).toBe(200);
    const alone = await startSimulator({ listen: address.address, exposeToNetwork: true });
    expect((await alone.control.clock()).mode).toBe("real");
    await alone.close();
  }
  expect((await simulator.control.clock()).mode).toBe("real");
  await simulator.close();
});

test.each([
  [{ token: "a b" }, "token: is not made of visible ASCII"],
  [{ controlKey: "" }, "controlKey: is not made of visible ASCII"],
  [{ readOnlyToken: "simulator-token" }, "must differ from token"],
  [{ accountId: "a/b" }, '"a/b" is not a valid account id'],
  [{ accounts: [{ id: "x" }, { id: "x" }] }, "Account x is configured twice"],
])("refuses to start with %j", async (options, message) => {
  await expect(startSimulator(options)).rejects.toThrow(message);
});
