/**
 * Every single failure that the model foretells for an example is made to happen: ports, devices,
 * facilities, metros, PoPs and maintenance windows.
 */
import { type Simulator, startSimulator } from "cloudflare-cni-simulator";
import { type RehearsedStack, rehearse } from "pulumi-cloudflare-cni/rehearsal";
import type { Design } from "pulumi-cloudflare-cni/topology";
import { PROGRAMS } from "./support/programs";

/** Ports that a partner's or another cloud's portal orders are no part of the API. */
const ORDERED_ELSEWHERE = ["partner", "multi-cloud"];

/** What a refresh would find, without the engine: see `rehearsal.test.ts` for one with it. */
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

test.each(PROGRAMS.filter(([example]) => !ORDERED_ELSEWHERE.includes(example)))(
  "%s",
  async (_, program) => {
    const simulator = await startSimulator({ healthyAfter: "0s" });
    try {
      const { design, assessment } = await program(simulator);
      const rehearsed = await rehearse(stackOf(design, simulator), simulator.control);
      expect(rehearsed.map(({ failure }) => failure)).toEqual(
        assessment.singleFailures.flatMap(({ failures }) => failures),
      );
      expect(new Set(rehearsed.map(({ failure }) => failure.kind))).toEqual(
        new Set(["port", "device", "facility", "metro", "pop", "maintenance"]),
      );
    } finally {
      await simulator.close();
    }
  },
);
