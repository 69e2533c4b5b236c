import type { FaultRequest } from "..";
import { orderPort, useSimulator } from "../testing/use-simulator";

const bench = useSimulator({ clock: "virtual" });
const control = () => bench().simulator.control;

async function slots(): Promise<number> {
  return (await bench().raw("GET", "/slots?limit=1")).status;
}

/** Returns which of a hundred requests are hit. */
async function sequence(fault: FaultRequest): Promise<string> {
  const id = await control().addFault(fault);
  const statuses: number[] = [];
  while (statuses.length < 100) {
    statuses.push(await slots());
  }
  await control()
    .removeFault(id)
    .catch(() => undefined);
  return statuses.map((status) => (status === 503 ? "x" : ".")).join("");
}

describe("a fault with probability", () => {
  const dice = { probability: 0.3, respond: { status: 503 } } satisfies FaultRequest;

  test("hits the same requests with the same seed, and different ones with another seed", async () => {
    const first = await sequence({ ...dice, seed: 7 });
    expect(first).toMatch(/x\.*x/);
    expect(first.replaceAll(".", "").length).toBeGreaterThan(15);
    expect(first.replaceAll(".", "").length).toBeLessThan(45);
    expect(await sequence({ ...dice, seed: 7 })).toBe(first);
    expect(await sequence({ ...dice, seed: 8 })).not.toBe(first);
  });

  test("gets a default seed that differs between faults and repeats after a reset", async () => {
    const alone = await sequence(dice);
    await control().reset();
    expect(await sequence(dice)).toBe(alone);
    await control().addFault({ method: "DELETE", respond: { drop: true } });
    expect(await sequence(dice)).not.toBe(alone);
  });

  test("leaves the requests that it misses to the next fault", async () => {
    await control().addFault({ ...dice, seed: 7 });
    await control().addFault({ times: 100, respond: { status: 500 } });
    const statuses = new Set<number>();
    for (let count = 0; count < 20; count += 1) {
      statuses.add(await slots());
    }
    expect([...statuses].sort()).toEqual([500, 503]);
  });

  test('hits every request if the probability is 1, up to "times"', async () => {
    expect(await sequence({ ...dice, probability: 1 })).toBe("x".repeat(100));
    expect(await sequence({ ...dice, probability: 1, times: 2 })).toBe(`xx${".".repeat(98)}`);
    await expect(control().addFault({ ...dice, probability: 0 })).rejects.toThrow("Too small");
  });
});

describe("a fault with after", () => {
  test("becomes active after a matching request", async () => {
    await control().addFault({
      method: "GET",
      path: "^/cni/slots",
      after: { method: "post", path: "^/cni/interconnects$" },
      respond: { status: 503 },
    });
    expect([await slots(), await slots()]).toEqual([200, 200]);
    await orderPort(bench());
    expect([await slots(), await slots()]).toEqual([503, 200]);
  });

  test("counts matching requests, and does not hit the request that activates it", async () => {
    await control().addFault({ after: { times: 3 }, times: 2, respond: { status: 503 } });
    expect([await slots(), await slots(), await slots()]).toEqual([200, 200, 200]);
    expect([await slots(), await slots(), await slots()]).toEqual([503, 503, 200]);
  });

  test("also counts requests that another fault has hit", async () => {
    await control().addFault({ preset: "answer-lost" });
    await control().addFault({
      method: "GET",
      after: { method: "POST" },
      times: 2,
      respond: { status: 503 },
    });
    await expect(orderPort(bench())).rejects.toThrow("Connection error");
    expect([await slots(), await slots(), await slots()]).toEqual([503, 503, 200]);
    expect((await control().state()).interconnects).toHaveLength(1);
  });

  test("measures its duration from its activation", async () => {
    const after = { method: "POST" };
    await control().addFault({ after, duration: "30s", respond: { status: 503 } });
    await control().advance("1h");
    expect(await control().faults()).toMatchObject([{ until: null, left: null }]);
    await orderPort(bench());
    const now = Date.parse((await control().clock()).now);
    const until = new Date(now + 30_000).toISOString();
    expect(await control().faults()).toMatchObject([{ until }]);
    expect(await slots()).toBe(503);
    await control().advance("30s");
    expect(await slots()).toBe(200);
  });
});
