/**
 * Runs the program of every example in this process. The example's README must show the declared design, and a rehearsal
 * must confirm the model's prediction for every single failure. `UPDATE_EXAMPLES=1` updates the generated parts of READMEs.
 */
import { join } from "node:path";
import { type Simulator, startSimulator } from "cloudflare-cni-simulator";
import { type RehearsedStack, rehearse } from "pulumi-cloudflare-cni/rehearsal";
import type { Design } from "pulumi-cloudflare-cni/topology";
import { EXAMPLES } from "./support/example";
import { expectCurrent } from "./support/generated";
import { MD5_KEY } from "./support/life";
import { PROGRAMS } from "./support/programs";
import type { Rehearsal } from "./support/rehearse";

/** Examples whose ports are ordered in the portal of a partner or another cloud, not through the API. */
const ORDERED_ELSEWHERE = ["partner", "multi-cloud"];

/** Returns a stack whose link states come directly from the simulator. rehearsal.test.ts uses the real engine. */
function stackOf(design: Design, { control }: Simulator): RehearsedStack {
  return {
    refresh: async () => {},
    async exportStack() {
      const { statuses } = await control.state();
      const group = {
        type: "cloudflare-cni:index:InterconnectGroup",
        outputs: { design },
      };
      const ports = design.ports.map(({ interconnect: id = "" }) => ({
        type: "pulumi-nodejs:dynamic/cloudflare-cni:Interconnect",
        id,
        outputs: { status: statuses[id] },
      }));
      return { deployment: { resources: [group, ...ports] } };
    },
  };
}

describe.each(PROGRAMS)("%s", (example, program) => {
  let simulator: Simulator;
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    simulator = await startSimulator({ healthyAfter: "0s" });
    rehearsal = await program(simulator);
  });
  afterAll(() => simulator?.close());

  test("has a README that shows the declared design without keys", async () => {
    expect(JSON.stringify(rehearsal)).not.toContain(MD5_KEY);
    await expectCurrent(join(EXAMPLES, example, "README.md"), rehearsal);
  });

  if (ORDERED_ELSEWHERE.includes(example)) return;
  test("behaves as the model predicts in every single failure", async () => {
    const { design, assessment } = rehearsal;
    const rehearsed = await rehearse(stackOf(design, simulator), simulator.control);
    expect(rehearsed.map(({ failure }) => failure)).toEqual(
      assessment.singleFailures.flatMap(({ failures }) => failures),
    );
    const kinds = rehearsed.map(({ failure }) => failure.kind);
    for (const kind of ["port", "device", "facility", "metro", "pop", "maintenance"] as const) {
      expect(kinds).toContain(kind);
    }
    expect(kinds).toContain("customer-router");
  });
});
