import { Agent, get } from "node:http";
import { startSimulator } from ".";

test("close stops the simulator at once, even with open connections and pending requests", async () => {
  const simulator = await startSimulator();
  const { baseUrl, accountId, token, control } = simulator;
  const url = `${baseUrl}/accounts/${accountId}/cni/slots`;
  const agent = new Agent({ keepAlive: true });
  const call = () => get(url, { agent, headers: { authorization: `Bearer ${token}` } });

  await new Promise((resolve) => call().on("response", (r) => r.resume().on("end", resolve)));
  await control.addFault({ respond: { delay: "1h" } });
  const hungUp = new Promise((resolve) => call().on("error", resolve));
  while ((await control.requests()).length < 2) {
    // Wait until the delayed request has arrived.
  }
  await simulator.close();
  await simulator.close();
  await hungUp;
  agent.destroy();
  await expect(fetch(url)).rejects.toThrow();
});

test("two simulators do not affect each other", async () => {
  const [one, other] = await Promise.all([startSimulator(), startSimulator()]);
  await one.control.editSettings({ default_asn: 64_512 });
  expect((await other.control.state()).accounts).toMatchObject([
    { settings: { default_asn: 13_335 } },
  ]);
  await Promise.all([one.close(), other.close()]);
});

test("startSimulator rejects a port in use and an invalid duration", async () => {
  const simulator = await startSimulator();
  const port = Number(new URL(simulator.baseUrl).port);
  await expect(startSimulator({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await expect(startSimulator({ healthyAfter: "soon" })).rejects.toThrow("not a duration");
  await simulator.close();
});
