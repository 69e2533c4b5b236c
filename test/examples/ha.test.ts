/** Checks that each HA example survives the failures in its README. */
import type { TestStack } from "../support/test-stack";
import { expectNothingLeft, openExample, outageOf, working } from "./support/life";
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
  "$example achieves its level, and keeps the sessions that the model predicts after each failure",
  async ({ example, failure: { down, left } }) => {
    const { design, assessment } = await rehearse(example);
    testStack = await openExample(example);
    const { control } = testStack.simulator;

    await testStack.stack.up();
    const { intent, structure, capacity, worstCase, worstOutage, blockers } = assessment;
    const { cnis } = await control.state();
    const routes = design.sessions.flatMap(({ port, prefixes = [], steering = "share" }) =>
      prefixes.map((prefix) => ({
        name: `${port} ${prefix}`,
        prefix,
        nexthop: cnis
          .find(({ magic }) => magic.conduit_name === `transit-${port}`)
          ?.cust_ip.replace("/31", ""),
        priority: { primary: 50, share: 50, secondary: 150, standby: 501_000 }[steering],
        description: `${prefix} over ${port}`,
      })),
    );
    const expected = {
      ...{ configured: intent, structure, blockers, routes, outage: worstOutage },
      capacity: { ...capacity, worstCase },
    };
    expect(await testStack.stack.outputs()).toMatchObject({ ...expected, operational: intent });
    expect(cnis.every(({ bgp }) => bgp === null || bgp === undefined)).toBe(true);
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
    expect(await testStack.stack.outputs()).toMatchObject({
      ...expected,
      operational: left,
    });
    await control.endOutages();
    await expectNothingLeft(testStack);
  },
);
