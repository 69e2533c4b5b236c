/** Tests against the simulator that one order creates at most one port, whatever fault occurs. */
import { type FaultRequest, type Simulator, startSimulator } from "cloudflare-cni-simulator";
import { ImpatientClock } from "../testing/fake-clock";
import { AccountApi } from "./account";
import { isApiError } from "./errors";
import { createHttp } from "./http";
import { inOperation } from "./operation";

const MINUTE = 60_000;
const SLOW_DOWN = { status: 429, body: "slow down" };
const IN_A_SECOND = { ...SLOW_DOWN, headers: { "retry-after": "1" } };

let simulator: Simulator;
let api: AccountApi;

beforeAll(async () => {
  simulator = await startSimulator({ clock: "virtual" });
});
beforeEach(async () => {
  await simulator.control.reset();
  const headers = { authorization: `Bearer ${simulator.token}` };
  const clock = new ImpatientClock();
  const http = createHttp({ baseUrl: simulator.baseUrl, headers }, clock);
  api = new AccountApi(http, simulator.accountId, clock);
});
afterAll(() => simulator.close());

async function placeOrder(): Promise<"placed" | "ambiguous" | "refused"> {
  const [slot] = (await api.slots.list()).filter(({ occupied }) => !occupied);
  const deadline = Date.now() + 10 * MINUTE;
  try {
    const slotId = slot?.id ?? "";
    await inOperation({ deadline }, () => api.interconnects.order({ type: "direct", slotId }));
    return "placed";
  } catch (error) {
    if (!isApiError(error)) throw error;
    return error.ambiguous ? "ambiguous" : "refused";
  }
}

async function countOrders(): Promise<number> {
  const requests = await simulator.control.requests();
  return requests.filter(({ method }) => method === "POST").length;
}

it.each<[FaultRequest, string, { orders: number; ports: number }]>([
  [{ preset: "answer-lost" }, "ambiguous", { orders: 1, ports: 1 }],
  [{ preset: "request-lost" }, "ambiguous", { orders: 1, ports: 0 }],
  [{ preset: "connection-reset" }, "ambiguous", { orders: 1, ports: 0 }],
  [{ preset: "truncated" }, "ambiguous", { orders: 1, ports: 1 }],
  [{ preset: "wrong-json" }, "ambiguous", { orders: 1, ports: 1 }],
  [{ preset: "bad-gateway-html" }, "ambiguous", { orders: 1, ports: 0 }],
  [{ preset: "unavailable-empty" }, "ambiguous", { orders: 1, ports: 0 }],
  [{ preset: "not-entitled" }, "refused", { orders: 1, ports: 0 }],
  [{ preset: "rate-limited" }, "placed", { orders: 3, ports: 1 }],
  [{ respond: SLOW_DOWN }, "refused", { orders: 1, ports: 0 }],
  [{ respond: IN_A_SECOND }, "placed", { orders: 2, ports: 1 }],
  // If the API responds 429 although it placed the order, the slot is occupied and the second order fails.
  [{ respond: IN_A_SECOND, effect: "applied" }, "refused", { orders: 2, ports: 1 }],
])(
  "when fault %j occurs, an order is %s with these numbers of requests and new ports: %j",
  async (fault, outcome, counts) => {
    await simulator.control.addFault({ ...fault, method: "POST" });
    expect(await placeOrder()).toBe(outcome);
    const { interconnects } = await simulator.control.state();
    expect({ orders: await countOrders(), ports: interconnects.length }).toEqual(counts);
  },
);
