/** Tests orders during a five-minute rate-limit block, against the simulator. */
import { type Simulator, startSimulator } from "cloudflare-cni-simulator";
import { ImpatientClock } from "../testing/fake-clock";
import { AccountApi } from "./account";
import { createHttp } from "./http";
import { inOperation } from "./operation";

const MINUTE = 60_000;

let simulator: Simulator;
let api: AccountApi;

beforeAll(async () => {
  simulator = await startSimulator({ clock: "virtual" });
  const headers = { authorization: `Bearer ${simulator.token}` };
  // A wait advances the simulator's clock instead of taking real time.
  const clock = new ImpatientClock((milliseconds) =>
    simulator.control.advance(`${Math.ceil(milliseconds)}ms`),
  );
  const http = createHttp({ baseUrl: simulator.baseUrl, headers }, clock);
  api = new AccountApi(http, simulator.accountId, clock);
});
afterAll(() => simulator.close());

/** Sends requests as another client of the same user until Cloudflare blocks the user. */
async function useUpTheBudget(): Promise<void> {
  const url = `${simulator.baseUrl}/accounts/${simulator.accountId}/cni/settings`;
  const headers = { authorization: `Bearer ${simulator.token}` };
  for (let batch = 0; batch < 25; batch += 1) {
    const responses = Array.from({ length: 50 }, () => fetch(url, { headers }));
    for (const response of await Promise.all(responses)) await response.text();
  }
}

it("places one order after a rate-limit block ends, and reports the wait", async () => {
  const [slot] = (await api.slots.list()).filter(({ occupied }) => !occupied);
  await useUpTheBudget();
  const reported: string[] = [];
  const onWait = (message: string) => void reported.push(message);
  const order = { type: "direct", slotId: slot?.id ?? "" } as const;

  await expect(api.interconnects.order(order)).rejects.toThrow(
    "Wait 300 s and run the command again",
  );
  const port = await inOperation({ deadline: Date.now() + 10 * MINUTE, onWait }, () =>
    api.interconnects.order(order),
  );
  expect(reported).toEqual([expect.stringMatching(/; continuing automatically in 300 s$/)]);
  const { interconnects } = await simulator.control.state();
  expect(interconnects.map(({ name }) => name)).toEqual([port.name]);
});
