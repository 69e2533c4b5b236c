// Measures many ports that wait in parallel with the real engine: for each port, the time from Healthy until its wait
// ends, and for all ports together, the number of requests.
import { setTimeout as sleep } from "node:timers/promises";
import { openTestStack } from "./measure.mjs";

const WINDOW = 5 * 60_000;

/** Runs the variants in parallel, each on its own simulator. */
export function runWaiting({ variants, ports, pending, spread, say }) {
  return Promise.all(variants.map((variant) => wait(variant, { ports, pending, spread, say })));
}

/**
 * @param pending seconds after the last order until the first port is Healthy
 * @param spread seconds from the first Healthy port to the last one
 */
async function wait(variant, { ports, pending, spread, say }) {
  const testStack = await openTestStack(variant, ports, {
    healthyAfter: "14d",
    env: { BENCH_WAIT: "yes" },
  });
  try {
    const { control } = testStack.simulator;
    const doneAt = new Map();
    const up = testStack.stack.up({
      // By default, the engine runs only eight operations in parallel on two processors.
      args: ["--parallel", String(ports + 10)],
      onLine(line) {
        const [, name] = /\bp(\d+) created \(/.exec(line) ?? [];
        if (name !== undefined) doneAt.set(Number(name), Date.now());
      },
    });
    const healthyAt = new Map();
    const planAll = async () => {
      let interconnects = [];
      while (interconnects.length < ports) {
        await sleep(500);
        ({ interconnects } = await control.state());
      }
      for (const { name, slot_id } of interconnects) {
        const number = Number(slot_id.slice(-12));
        // Ports become Healthy in a shuffled order that is the same in every run.
        const after = (pending + (spread * ((number * 37) % ports)) / ports) * 1_000;
        await control.plan(name, [
          { after: "0s", state: "Pending" },
          { after: `${Math.round(after)}ms`, state: "Healthy" },
        ]);
        healthyAt.set(number, Date.now() + after);
      }
      say(`${variant}: ${ports} ports are ordered and wait`);
    };
    await Promise.all([up, planAll()]);
    const seconds = [...doneAt].map(([number, at]) => (at - healthyAt.get(number)) / 1_000);
    const times = (await control.requests()).map(({ at }) => Date.parse(at));
    const within = (from) => times.filter((at) => at >= from && at < from + WINDOW).length;
    return {
      variant,
      ports,
      pending,
      spread,
      seconds,
      requests: times.length,
      in5Minutes: Math.max(...times.map(within)),
    };
  } finally {
    await testStack.close();
  }
}
