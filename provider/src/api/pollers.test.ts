/**
 * Tests that fifty callers that poll the simulator continuously neither exceed the request limit nor delay an order.
 */

import { setMaxListeners } from "node:events";
import { type Simulator, startSimulator } from "cloudflare-cni-simulator";
import { systemClock } from "../domain/clock";
import { AccountApi } from "./account";
import { createHttp } from "./http";

let simulator: Simulator;
let api: AccountApi;

beforeAll(async () => {
  simulator = await startSimulator({ clock: "virtual" });
  const headers = { authorization: `Bearer ${simulator.token}` };
  api = new AccountApi(
    createHttp({ baseUrl: simulator.baseUrl, headers }, systemClock),
    simulator.accountId,
    systemClock,
  );
});
afterAll(() => simulator.close());

async function sentSoFar(): Promise<number> {
  return (await simulator.control.requests()).length;
}

it("sends an order without delay while fifty callers poll", async () => {
  const start = Date.now();
  const [one, two] = (await api.slots.list()).filter(({ occupied }) => !occupied);
  const port = await api.interconnects.order({ type: "direct", slotId: one?.id ?? "" });
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const pollers = Array.from({ length: 50 }, async () => {
    while (!stop.signal.aborted)
      await api.interconnects.status(port.name, stop.signal).catch(() => {});
  });
  while ((await sentSoFar()) < 600) await new Promise((resolve) => setTimeout(resolve, 100));

  const before = await sentSoFar();
  await api.interconnects.list();
  await api.interconnects.order({ type: "direct", slotId: two?.id ?? "" });
  const sent = (await sentSoFar()) - before;
  stop.abort();
  await Promise.all(pollers);
  // If the order were queued behind the fifty pollers, fifty of their requests would be sent first.
  expect(sent).toBeLessThan(50);
  const refilled = ((Date.now() - start) / 300_000) * 400;
  expect(await sentSoFar()).toBeLessThanOrEqual(600 + refilled);
});
