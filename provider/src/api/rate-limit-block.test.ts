/** Against the simulator: an order in the middle of a block of five minutes is placed after it, once. */
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
  // A pause turns the simulator's clock instead of taking time.
  const clock = new ImpatientClock((milliseconds) =>
    simulator.control.advance(`${Math.ceil(milliseconds)}ms`),
  );
  const http = createHttp({ baseUrl: simulator.baseUrl, headers }, clock);
  api = new AccountApi(http, simulator.accountId, clock);
});
afterAll(() => simulator.close());

/** Somebody else asks in the same user's name, and does not know when to stop. */
async function useUpTheBudget(): Promise<void> {
  const url = `${simulator.baseUrl}/accounts/${simulator.accountId}/cni/settings`;
  const headers = { authorization: `Bearer ${simulator.token}` };
  for (let volley = 0; volley < 25; volley += 1) {
    const answers = Array.from({ length: 50 }, () => fetch(url, { headers }));
    for (const answer of await Promise.all(answers)) await answer.text();
  }
}

it("waits the block out and tells why", async () => {
  const [slot] = (await api.slots.list()).filter(({ occupied }) => !occupied);
  await useUpTheBudget();
  const told: string[] = [];
  const onWait = (message: string) => void told.push(message);
  const order = { type: "direct", slotId: slot?.id ?? "" } as const;

  await expect(api.interconnects.order(order)).rejects.toThrow(
    "Wait 300 s and run the command again",
  );
  const port = await inOperation({ deadline: Date.now() + 10 * MINUTE, onWait }, () =>
    api.interconnects.order(order),
  );
  expect(told).toEqual([expect.stringMatching(/; retrying automatically in 300 s$/)]);
  const { interconnects } = await simulator.control.state();
  expect(interconnects.map(({ name }) => name)).toEqual([port.name]);
});
