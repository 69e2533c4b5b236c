/**
 * Random manual actions with the real engine. `HAND_SEED` and `HAND_ACTS` select another run. A failure prints how to
 * repeat the run.
 */
import { appendFileSync } from "node:fs";
import { ACTS, up } from "./support/by-hand-acts";
import { advised } from "./support/by-hand-advice";
import {
  type Done,
  expectNothingLost,
  type Snapshot,
  STACKS,
  type StackName,
  World,
} from "./support/by-hand-world";
import { seeded } from "./support/random-program";
import { DECLARED_BY_ENVIRONMENT, freeSlots, TestStack } from "./support/test-stack";

const seed = Number(process.env.HAND_SEED ?? 1);
const acts = Number(process.env.HAND_ACTS ?? 8);
/** Maximum number of `up` runs. Each failed one may report another problem. */
const MOST_UPS = 15;

let testStack: TestStack;
beforeAll(async () => {
  testStack = await TestStack.open({
    program: DECLARED_BY_ENVIRONMENT,
    simulator: { rateLimit: false },
  });
});
afterAll(() => testStack?.close());

it(
  `after each of ${acts} manual actions, no object is lost or managed twice`,
  async () => {
    const pick = seeded(seed);
    const facilities = ["Equinix NY1", "Equinix FR5", "CoreSite LA1"];
    const world = new World(
      testStack,
      (await Promise.all(facilities.map((one) => freeSlots(one)))).flat(),
    );
    await world.open();
    world.programs.dev = [
      { key: "asn", type: "CniSettings", name: "asn", defaultAsn: 64_512, aliases: [] },
    ];
    const history: string[] = [];
    const counts = new Map<string, number>();
    const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
    async function act(
      name: string,
      run: (now: Snapshot) => Promise<Done | undefined>,
    ): Promise<void> {
      const now = await world.snapshot();
      const done = await run(now);
      if (done === undefined) return;
      history.push(lineOf(done));
      if (process.env.HAND_REPORT) appendFileSync(process.env.HAND_REPORT, `${lineOf(done)}\n`);
      for (const { exitCode } of done.results) count(`${name}: exit ${exitCode}`);
      try {
        await expectNothingLost(world, now, done);
      } catch (error) {
        const again = `HAND_SEED=${seed} HAND_ACTS=${acts} npx jest test/by-hand`;
        const list = history.map((one, index) => `${index + 1}. ${one}`).join("\n");
        throw new Error(
          `Action ${history.length} failed. Repeat the run with ${again}\n${list}\n\n${error}`,
        );
      }
    }
    const follow = (stack: StackName) => act("as advised", (now) => advised(world, stack, now));

    while (history.length < acts) {
      const failed = STACKS.filter((stack) => world.said[stack] !== "");
      if (failed.length > 0 && pick([true, true, false])) await follow(pick(failed));
      else {
        const name = pick(Object.keys(ACTS));
        await act(name, async (now) => ACTS[name]?.(world, pick, now));
      }
    }
    // A user who follows the advice in the messages must succeed in the end.
    for (const stack of STACKS) {
      for (let ups = 0; ups === 0 || world.said[stack] !== ""; ups++) {
        expect(ups).toBeLessThan(MOST_UPS);
        await act("up at last", (now) =>
          world.said[stack] === ""
            ? up(world, stack, now, "up at last", ["--refresh"])
            : advised(world, stack, now),
        );
      }
    }
    console.info(`seed ${seed}, ${acts} acts\n${[...counts].map((c) => c.join(" × ")).join("\n")}`);
  },
  60_000 + acts * 60_000,
);

function lineOf({ what, results }: Done): string {
  const ends = results.map(({ exitCode, stdout }) => {
    const errors = stdout.slice(stdout.indexOf("Diagnostics:")).match(/^ +error: .*(\n {4}.*)*/gm);
    return exitCode === 0 ? "0" : `${exitCode} ${errors?.join(" | ")}`;
  });
  return `${what} -> ${ends.join(", ")}`;
}
