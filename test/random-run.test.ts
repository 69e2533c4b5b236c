/**
 * Random programs and random trouble with the real engine. `RANDOM_SEED` and `RANDOM_ROUNDS` select another run. A failure
 * prints how to repeat the run. The time of a kill depends on the machine, so repeating such a failure may take a few tries.
 */
import { writeFileSync } from "node:fs";
import { seeded } from "./support/random-program";
import { RandomRounds } from "./support/random-rounds";
import {
  DECLARED_BY_ENVIRONMENT,
  DECLARED_ONE_BY_ONE,
  freeSlots,
  TestStack,
} from "./support/test-stack";
import { comparesTraces, expectTrace, WriteRecorder } from "./support/trace";

const seed = Number(process.env.RANDOM_SEED ?? 4);
const rounds = Number(process.env.RANDOM_ROUNDS ?? 8);

let testStack: TestStack;
beforeAll(async () => {
  testStack = await TestStack.open({
    program: DECLARED_BY_ENVIRONMENT,
    simulator: { rateLimit: false },
  });
});
afterEach(() => testStack.startOver());
afterAll(() => testStack?.close());

const keys = Array.from({ length: 8 }, (_, index) => `7e51371e-72a3-40b5-b844-2e3efefaee5${index}`);
const places = async () => ({
  slotId: [...(await freeSlots("Equinix NY1")), ...(await freeSlots("Equinix FR5"))],
  slot: ["Equinix CH2", "Equinix AM1"],
  pairingKey: keys.map((key, index) => `${key}/${index % 2 ? "us-east4" : "europe-west3"}/1`),
});

it(
  `after each of ${rounds} random rounds, the program, the state and the API agree, and nothing was ordered twice`,
  async () => {
    const run = new RandomRounds(testStack, seeded(seed), await places());
    for (let round = 1; round <= rounds; round++) {
      try {
        await run.round();
        const { RANDOM_REPORT } = process.env;
        if (RANDOM_REPORT)
          writeFileSync(RANDOM_REPORT, `${run.history.join("\n")}\n${run.counts}\n`);
      } catch (error) {
        const again = `RANDOM_SEED=${seed} RANDOM_ROUNDS=${round} npx jest test/random-run`;
        const history = run.history.map((line, index) => `${index + 1}. ${line}`).join("\n");
        throw new Error(
          `Round ${round} failed. Repeat the run with ${again}\n${history}\n\n${error}`,
        );
      }
    }
    console.info(`seed ${seed}, ${rounds} rounds\n${run.counts}`);

    await testStack.stack.destroy();
    const { interconnects, cnis } = await testStack.simulator.control.state();
    expect({ interconnects, cnis }).toEqual({ interconnects: [], cnis: [] });
  },
  60_000 + rounds * 60_000,
);

if (comparesTraces) {
  it("steady rounds send, store and print the recorded trace", async () => {
    const steady = await TestStack.open({
      program: DECLARED_ONE_BY_ONE,
      simulator: { rateLimit: false },
    });
    const recorder = new WriteRecorder(steady.simulator);
    try {
      const run = new RandomRounds(steady, seeded(7), await places(), { isSteady: true });
      for (let round = 1; round <= 30; round++) {
        await run.round();
        expectTrace(`round ${round}`, {
          round: run.history.at(-1),
          writes: recorder.take(),
          state: await steady.stack.state(),
          output: run.output,
        });
      }
      await steady.stack.destroy();
    } finally {
      recorder.close();
      await steady.close();
    }
  }, 600_000);
}
