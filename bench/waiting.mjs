// Many ports that wait together on the real engine: how long each takes from Healthy to done, and
// the requests that all of them cost.
import { setTimeout as sleep } from "node:timers/promises";
import { openLab } from "./measure.mjs";

const WINDOW = 5 * 60_000;

/** The variants wait at the same time, each on a simulator of its own. */
export function runWaiting({ variants, ports, pending, spread, say }) {
  return Promise.all(variants.map((variant) => wait(variant, { ports, pending, spread, say })));
}

/**
 * @param pending seconds after the last order until the first port is Healthy
 * @param spread seconds within which the others follow
 */
async function wait(variant, { ports, pending, spread, say }) {
  const lab = await openLab(variant, ports, { healthyAfter: "14d", env: { BENCH_WAIT: "yes" } });
  try {
    const { control } = lab.simulator;
    const doneAt = new Map();
    const up = lab.stack.up({
      // The engine's default would have eight wait at a time on two processors.
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
        // Each port its own moment, the same in every run, in an order that is not theirs.
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
    await lab.close();
  }
}
