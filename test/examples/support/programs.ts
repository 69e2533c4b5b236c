/** Runs the programs of all examples in this process, with the configuration in their READMEs. */
import type { Simulator } from "cloudflare-cni-simulator";
import { freeSlots } from "../../support/test-stack";
import { MD5_KEY as md5Key } from "./life";
import { type Rehearsal, type RehearsalOptions, rehearse } from "./rehearse";

const accountId = "0123456789abcdef0123456789abcdef";

async function threeSlots(): Promise<Record<string, string>> {
  const [ewr1SlotId = ""] = await freeSlots("Equinix NY1");
  const [ewr2SlotId = ""] = await freeSlots("Digital Realty JFK10");
  const [lax1SlotId = ""] = await freeSlots("CoreSite LA1");
  return { ewr1SlotId, ewr2SlotId, lax1SlotId, md5Key };
}

async function multiStack(simulator: Simulator): Promise<Rehearsal> {
  const facility = (stack: string, facility: string) =>
    rehearse("multi-stack/facility", {
      stack,
      config: { facility },
      simulator,
    });
  const ord = await facility("ord", "Equinix CH2");
  const lax = await facility("lax", "CoreSite LA1");
  return rehearse("multi-stack/network", {
    config: { facilities: '["ord", "lax"]' },
    standIn: (_type, { name }) => ({ outputs: name === "ord" ? ord.outputs : lax.outputs }),
    simulator,
  });
}

type Program = (simulator: Simulator) => Promise<Rehearsal>;

function alone(example: string, options: RehearsalOptions): [string, Program] {
  return [example, (simulator) => rehearse(example, { ...options, simulator })];
}

export const PROGRAMS: readonly [string, Program][] = [
  alone("ha/1-single", {}),
  alone("ha/2-device-diverse", {}),
  alone("ha/3-site-diverse", {}),
  alone("ha/4-site-and-device-diverse", {}),
  alone("magic-transit-v2", { config: { accountId } }),
  alone("partner", { config: { md5Key } }),
  alone("multi-cloud", {
    config: { accountId, awsVpnGateway: "vgw-1", awsRouteTable: "rtb-1" },
    standIn: () => ({ pairingKey: "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/1" }),
  }),
  [
    "ha-multi-location",
    async (simulator) => rehearse("ha-multi-location", { config: await threeSlots(), simulator }),
  ],
  ["multi-stack", multiStack],
];
