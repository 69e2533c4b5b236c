/** The example `partner`, which checks and configures a circuit that a partner built, and orders nothing. */
import { freeSlots, type TestStack } from "../support/test-stack";
import { MD5_KEY, openExample } from "./support/life";

let testStack: TestStack;
beforeAll(async () => {
  testStack = await openExample("partner");
});
afterAll(() => testStack?.close());

/** Creates a circuit in the simulator, as the partner and Cloudflare do outside the API. */
async function circuitAt(facility: string): Promise<string> {
  const [slot_id] = await freeSlots(facility);
  const { name } = await testStack.post("interconnects", { type: "direct", slot_id });
  await testStack.simulator.control.editInterconnect(name, { type: "partner", speed: "1G" });
  return name;
}

it("the partner example prints the manual steps and orders nothing", async () => {
  await testStack.stack.up();
  const { next, operational } = await testStack.stack.outputs();
  expect(next).toEqual([
    "Order a virtual circuit of 1G to Cloudflare at Equinix DC2 in the partner's portal.",
    "Give its details to Cloudflare's account team, which accepts it there.",
    "Then run: pulumi config set interconnect <name>. Interconnects in the account: none yet.",
  ]);
  expect(operational).toBe("none");
  expect(await testStack.writes()).toEqual([]);
});

it("the partner example fails in preview if the circuit differs from the order", async () => {
  const name = await circuitAt("Equinix CH2");
  await testStack.stack.pulumi(["config", "set", "interconnect", name]);
  const { all, exitCode } = await testStack.stack.preview({ expectExitCode: "any" });
  expect(exitCode).not.toBe(0);
  expect(all).toContain(
    `${name} is a 1G circuit at Equinix CH2, but the order was 1G at Equinix DC2. Ask the partner to correct the circuit.`,
  );
});

it("the partner example configures the circuit once it is up, and does not delete it on destroy", async () => {
  const name = await circuitAt("Equinix DC2");
  await testStack.stack.pulumi(["config", "set", "interconnect", name]);
  await testStack.stack.up();
  expect(await testStack.stack.outputs()).toMatchObject({
    circuit: { name, state: "Healthy", device: "ccr01.iad-a" },
    operational: "single",
  });
  const { control } = testStack.simulator;
  expect((await control.state()).cnis).toMatchObject([
    {
      interconnect: name,
      magic: { conduit_name: "branch" },
      bgp: { customer_asn: 65_010, md5_key: MD5_KEY },
    },
  ]);
  await testStack.stack.preview({ args: ["--expect-no-changes"] });

  await control.beginOutage({ facility: "Equinix DC2" });
  await testStack.stack.up({ args: ["--refresh"] });
  expect(await testStack.stack.outputs()).toMatchObject({ operational: "none" });
  await testStack.stack.destroy();
  const { cnis, interconnects } = await control.state();
  expect(cnis).toEqual([]);
  expect(interconnects.map((port) => port.name)).toContain(name);
});
