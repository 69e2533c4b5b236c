/**
 * Records a stack and the API in the state in which this version leaves them. Run
 * `RECORD=1 npx jest test/upgrade -t records` and then `npm run format`.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SimulatorOptions } from "cloudflare-cni-simulator";
import { version } from "../../provider/package.json";
import { DECLARED_BY_ENVIRONMENT, freeSlots, TestStack } from "../support/test-stack";

/** Account for which the program declares a provider resource. */
const LAB_ACCOUNT = "fedcba9876543210fedcba9876543210";

/** Options of the simulator. Its clock stands still, so that a record can be restored on any day. */
export const SIMULATOR: SimulatorOptions = { clock: "virtual", accounts: [{ id: LAB_ACCOUNT }] };

/** Returns the environment for the program of a record. Unlike `declare`, accepts a provider with an account. */
export const declared = (resources: unknown) => ({ env: { RESOURCES: JSON.stringify(resources) } });

/** Declares a resource of each type, and a port for each way to order one. */
function resources(slots: readonly string[], token: string): object[] {
  const gateway = { customerAsn: 65010, extraPrefixes: ["0.0.0.0/0", "100.96.0.0/12"] };
  const inTheLab = { provider: "$lab" };
  return [
    { type: "CniSettings", name: "settings", args: { defaultAsn: 64512 } },
    { type: "Interconnect", name: "direct", args: { slotId: slots[0] } },
    {
      type: "Interconnect",
      name: "chosen",
      args: { slot: { facility: "Equinix NY1", avoidDevices: ["$direct"] } },
    },
    {
      type: "Interconnect",
      name: "google",
      args: {
        pairingKey: "7e51371e-72a3-40b5-b844-2e3efefaee59/us-east4/1",
        bandwidth: "1G",
        waitFor: "ordered",
      },
    },
    {
      type: "InterconnectReady",
      name: "ready",
      args: { interconnect: "$direct", states: ["Pending", "Healthy"], timeout: "30s" },
    },
    {
      type: "CniBgpSession",
      name: "routed",
      args: {
        interconnect: "$direct",
        magic: { conduitName: "routed", mtu: 1476 },
        bgp: { ...gateway, md5Key: "of a simulator" },
        bgpMode: "advertise_only",
      },
      options: { dependsOn: "$ready" },
    },
    {
      type: "CniBgpSession",
      name: "plain",
      args: { interconnect: "$google", magic: { conduitName: "plain", description: "static" } },
    },
    { type: "Provider", name: "lab", args: { accountId: LAB_ACCOUNT, apiToken: token } },
    {
      type: "Interconnect",
      name: "lab_port",
      args: { slotId: slots[1] },
      options: inTheLab,
    },
    {
      type: "CniBgpSession",
      name: "lab_session",
      args: { interconnect: "$lab_port", magic: { conduitName: "lab" }, bgp: gateway },
      options: inTheLab,
    },
  ];
}

export async function record(): Promise<void> {
  const testStack = await TestStack.open({
    program: DECLARED_BY_ENVIRONMENT,
    simulator: SIMULATOR,
  });
  try {
    const program = resources(await freeSlots("Equinix FR5"), testStack.simulator.token);
    await testStack.stack.up(declared(program));
    await testStack.simulator.control.advance("15d");
    await testStack.stack.refresh(declared(program));
    // The export keeps secrets encrypted with the passphrase of every throwaway stack.
    const { stdout } = await testStack.stack.pulumi(["stack", "export"]);

    const folder = join(__dirname, version);
    // A record represents the states that users of the release have, so it is never recorded again.
    await mkdir(folder);
    const write = (name: string, content: unknown) =>
      writeFile(join(folder, name), `${JSON.stringify(content, undefined, 2)}\n`);
    await write("resources.json", program);
    await write("simulator.json", await testStack.simulator.control.state());
    await write("stack.json", JSON.parse(stdout));
    await write("expected.json", []);
  } finally {
    await testStack.close();
  }
}
