/** The HA examples: each survives the failures that its README states. */
import type { TestStack } from "../support/test-stack";
import { expectNothingLeft, MD5_KEY, openExample, outageOf, working } from "./support/life";
import { rehearse } from "./support/rehearse";

let testStack: TestStack;
afterEach(() => testStack?.close());

const CHICAGO = { facility: "Equinix CH2" };

test.each([
  { example: "ha/1-single", failure: { down: CHICAGO, left: "none" } },
  { example: "ha/2-device-diverse", failure: { down: { device: "ccr01.ord-a" }, left: "single" } },
  { example: "ha/3-site-diverse", failure: { down: CHICAGO, left: "single" } },
  { example: "ha/4-site-and-device-diverse", failure: { down: CHICAGO, left: "device-diverse" } },
])(
  "$example achieves its level, and keeps what the rehearsal predicts after a failure",
  async ({ example, failure: { down, left } }) => {
    const { design, assessment } = await rehearse(example, { config: { md5Key: MD5_KEY } });
    testStack = await openExample(example);
    const { control } = testStack.simulator;

    await testStack.stack.up();
    const { intent, structure, capacity, worstCase, blockers } = assessment;
    const expected = { configured: intent, structure, capacity: { ...capacity, worstCase } };
    expect(await testStack.stack.outputs()).toEqual({
      ...expected,
      operational: intent,
      blockers,
    });
    const { cnis } = await control.state();
    expect(cnis.map(({ bgp }) => bgp)).toEqual(
      design.sessions.map(() => ({
        customer_asn: 65_010,
        extra_prefixes: ["0.0.0.0/0"],
        md5_key: MD5_KEY,
      })),
    );
    await testStack.stack.preview({ args: ["--expect-no-changes"] });

    for (const outcome of assessment.singleFailures) {
      const outage = outageOf(outcome);
      if (outage === undefined) continue;
      await control.beginOutage(outage);
      expect([outage, await working(testStack.simulator)]).toEqual([
        outage,
        outcome.survivors.map((port) => `transit-${port}`).sort(),
      ]);
      await control.endOutages();
    }

    await control.beginOutage(down);
    await testStack.stack.up({ args: ["--refresh"] });
    expect(await testStack.stack.outputs()).toEqual({
      ...expected,
      operational: left,
      blockers,
    });
    await control.endOutages();
    await expectNothingLeft(testStack);
  },
);
