import { startSimulator } from "..";
import { slotsAt, useSimulator } from "../testing/use-simulator";

const bench = useSimulator({ clock: "virtual" });
const control = () => bench().simulator.control;

async function portCount(): Promise<number> {
  return (await control().state()).interconnects.length;
}

/** Waits until the oldest fault has hit this many requests. */
async function held(count = 1): Promise<void> {
  let hits = 0;
  while (hits < count) {
    hits = (await control().faults())[0]?.hits ?? 0;
  }
}

async function order(signal?: AbortSignal): Promise<Response> {
  const [slot_id] = await slotsAt(bench(), "ewr-a");
  const { account_id: account } = bench().account;
  return bench().raw("POST", "/interconnects", { account, type: "direct", slot_id }, signal);
}

/** Returns how a pending request ends. Prevents an unhandled rejection. */
function outcome(answer: Promise<Response>): Promise<number | string> {
  return answer.then(
    ({ status }) => status,
    (error: Error) => error.message,
  );
}

describe("a delay", () => {
  test.each([
    ["none", 0],
    ["applied", 1],
  ] as const)("ends when the clock is advanced past it (effect %s)", async (effect, before) => {
    await control().addFault({ method: "POST", effect, respond: { delay: "1h" } });
    const answer = order();
    await held();
    await control().advance("59m");
    expect(await control().faults()).toHaveLength(1);
    expect(await portCount()).toBe(before);
    await control().advance("1m");
    expect((await answer).status).toBe(200);
    expect(await portCount()).toBe(1);
    expect(await control().faults()).toEqual([]);
  });

  test("ends when the fault is removed, and the request is carried out", async () => {
    const id = await control().addFault({ method: "POST", respond: { delay: "1h" } });
    const answer = order();
    await held();
    await control().removeFault(id);
    expect((await answer).status).toBe(200);
    expect(await portCount()).toBe(1);
  });

  test("ends when the caller disconnects, and the request is not carried out", async () => {
    await control().addFault({ method: "POST", respond: { delay: "1h" } });
    const caller = new AbortController();
    const answer = outcome(order(caller.signal));
    await held();
    caller.abort();
    expect(await answer).toContain("aborted");
    while ((await control().faults()).length > 0) {
      // Wait until the simulator notices the disconnect.
    }
    await control().advance("1h");
    expect(await portCount()).toBe(0);
  });
});

describe("a stalled request", () => {
  test("waits without a time limit", async () => {
    await control().addFault({ method: "POST", respond: { stall: true } });
    const caller = new AbortController();
    const answer = outcome(order(caller.signal));
    await held();
    await control().advance("365d");
    expect(await control().faults()).toMatchObject([{ left: 0, hits: 1 }]);
    expect((await control().requests()).at(-1)).toMatchObject({ method: "POST", status: null });
    caller.abort();
    expect(await answer).toContain("aborted");
    while ((await control().faults()).length > 0) {
      // The simulator has yet to notice.
    }
    expect(await portCount()).toBe(0);
  });

  test.each([
    ["none", 0],
    ["applied", 1],
  ] as const)(
    "loses its connection when its fault is removed (effect %s)",
    async (effect, ports) => {
      const id = await control().addFault({
        method: "POST",
        effect,
        times: 2,
        respond: { stall: true },
      });
      const answer = outcome(order());
      await held();
      await control().removeFault(id);
      expect(await answer).toBe("fetch failed");
      expect(await portCount()).toBe(ports);
      expect((await bench().send("GET", "/slots")).status).toBe(200);
    },
  );

  test.each([
    ["all faults are removed", () => control().clearFaults()],
    ["everything is reset", () => control().reset()],
  ])("loses its connection when %s", async (_, end) => {
    await control().addFault({ method: "POST", respond: { stall: true } });
    const answer = outcome(order());
    await held();
    await end();
    expect(await answer).toBe("fetch failed");
    expect(await portCount()).toBe(0);
  });

  test("does not keep the simulator from closing", async () => {
    const another = await startSimulator();
    await another.control.addFault({ path: "", respond: { stall: true } });
    const answer = outcome(fetch(`${another.baseUrl}/accounts`));
    while ((await another.control.requests()).length === 0) {
      // Wait until the request has arrived.
    }
    await another.close();
    expect(await answer).toBe("fetch failed");
  });
});

describe("a fault with a duration", () => {
  async function slots(): Promise<number> {
    return (await bench().raw("GET", "/slots")).status;
  }

  test("hits every request until the duration ends in simulator time", async () => {
    await control().addFault({ duration: "10m", respond: { status: 503 } });
    expect([await slots(), await slots(), await slots()]).toEqual([503, 503, 503]);
    await control().advance("599s");
    expect(await slots()).toBe(503);
    await control().advance("1s");
    expect(await slots()).toBe(200);
    expect(await control().faults()).toEqual([]);
  });

  test("ends when either the duration or the number of hits is reached", async () => {
    await control().addFault({ duration: "10m", times: 1, respond: { status: 503 } });
    expect([await slots(), await slots()]).toEqual([503, 200]);
    await control().addFault({ duration: "10m", times: 1, respond: { status: 503 } });
    await control().advance("10m");
    expect(await slots()).toBe(200);
  });
});
